"""What is known beside the answers: the store of passages and its search; last year's report; the county's notice."""
