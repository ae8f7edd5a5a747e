"""French: the stages that read articles in French. What is not a matter of language is that of the other stages."""
