"""Training of the learned reader: needs torch and transformers, which the program itself never imports."""
