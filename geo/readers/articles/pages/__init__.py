"""Reading saved web pages: text, title, author and day of the article, and what on the page belongs to no article."""
