"""Papers: forms/ build a neutral document from a MonthBook; pdf.py and xlsx.py render it."""
