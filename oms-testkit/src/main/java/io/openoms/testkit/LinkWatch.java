package io.openoms.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What is to happen at statements and commits that pass a {@link LinkProxy}. Thread-safe. */
final class LinkWatch {

  /** One thing to do, once. */
  private record Order<T>(Predicate<T> when, Runnable action, CompletableFuture<T> done) {}

  private final List<Order<String>> statements = new CopyOnWriteArrayList<>();
  private final List<Order<String>> answers = new CopyOnWriteArrayList<>();
  private final List<Order<List<String>>> commits = new CopyOnWriteArrayList<>();

  CompletableFuture<String> before(Predicate<String> statement, Runnable action) {
    return add(statements, new Order<>(statement, action, new CompletableFuture<>()));
  }

  CompletableFuture<String> atAnswer(Predicate<String> statement) {
    return add(answers, new Order<>(statement, () -> {}, new CompletableFuture<>()));
  }

  CompletableFuture<List<String>> atCommit(Predicate<List<String>> transaction) {
    return add(commits, new Order<>(transaction, () -> {}, new CompletableFuture<>()));
  }

  private static <T> CompletableFuture<T> add(List<Order<T>> orders, Order<T> order) {
    orders.add(order);
    return order.done();
  }

  /**
   * A statement is about to pass.
   *
   * @return what to complete once its answer is lost, where it is to be lost
   */
  Optional<Runnable> passes(LinkTraffic traffic, String statement) {
    take(statements, statement).ifPresent(order -> order.done().complete(statement));
    String word = statement.strip().toUpperCase(Locale.ROOT);
    if (word.equals("COMMIT")) {
      List<String> transaction = traffic.endTransaction();
      return take(commits, transaction).map(order -> () -> order.done().complete(transaction));
    }
    if (word.equals("ROLLBACK")) {
      traffic.endTransaction();
    } else {
      traffic.add(statement);
    }
    return take(answers, statement).map(order -> () -> order.done().complete(statement));
  }

  private static <T> Optional<Order<T>> take(List<Order<T>> orders, T what) {
    for (Order<T> order : List.copyOf(orders)) {
      try {
        if (order.when().test(what) && orders.remove(order)) {
          order.action().run();
          return Optional.of(order);
        }
      } catch (RuntimeException | Error e) {
        order.done().completeExceptionally(e);
        throw e;
      }
    }
    return Optional.empty();
  }
}
