"""What people look at: frozen view models made from the rows of named questions, and the files written from them."""
