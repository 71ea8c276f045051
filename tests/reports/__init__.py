"""Reports: figures that agree in every form, and small groups that stay hidden."""
