"""A learner's side of a class: it holds views and articles, gives answers away, and can be trusted with no key."""
