# After the usual introduction to gradient descent in R: a logistic regression by mini-batches, cat() and sprintf().
arguments <- commandArgs(trailingOnly = TRUE)
rate <- as.numeric(arguments[1])
epochs <- as.integer(arguments[2])
set.seed(as.integer(Sys.getenv("LRFIND_SEED", "0")))
rows <- transform(iris, y = as.integer(Species == "virginica"))
x <- cbind(1, scale(as.matrix(rows[, 1:4])))
held <- seq(1, nrow(x), by = 4)
w <- rep(0, ncol(x))
loss <- function(part) {
  p <- 1 / (1 + exp(-x[part, ] %*% w))
  -mean(ifelse(rows$y[part] == 1, log(p), log(1 - p)))
}
for (epoch in seq_len(epochs)) {
  order <- sample(setdiff(seq_len(nrow(x)), held))
  for (batch in split(order, ceiling(seq_along(order) / 16))) {
    p <- 1 / (1 + exp(-x[batch, , drop = FALSE] %*% w))
    w <- w - rate * as.vector(crossprod(x[batch, , drop = FALSE], p - rows$y[batch])) / length(batch)
  }
  cat(sprintf("Epoch %d: training loss = %.5f, validation loss = %.5f\n", epoch, loss(-held), loss(held)))
}
