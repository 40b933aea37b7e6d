package io.openoms.core.task;

import io.openoms.RetryOptions;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Does a step again after transient errors, as often as a policy says. A step may have been done by
 * an attempt whose answer was lost, so it must bear being done twice. Steps are not to be nested:
 * each would be tried again by all around it. Thread-safe.
 */
public final class Repeater {

  /** What may be done again. */
  @FunctionalInterface
  public interface Step<T> {
    /** Tries it; the first time with 0. */
    T attempt(int number);
  }

  private final RetryOptions policy;
  private final ErrorContext where;
  private final Control control;
  private final Reporter reporter;
  private final Runnable retried;

  /**
   * For steps of one kind.
   *
   * @param where what all of their errors are told with, such as the phase
   * @param retried called before a step is tried again, to count it
   */
  public Repeater(
      RetryOptions policy,
      ErrorContext where,
      Control control,
      Reporter reporter,
      Runnable retried) {
    this.policy = policy;
    this.where = where;
    this.control = control;
    this.reporter = reporter;
    this.retried = retried;
  }

  /** The same, where nobody counts. */
  public Repeater(RetryOptions policy, ErrorContext where, Control control, Reporter reporter) {
    this(policy, where, control, reporter, () -> {});
  }

  /** The attempts of a step that is tried again elsewhere, by the same policy. */
  public Attempts attempts() {
    return new Attempts(policy);
  }

  /**
   * Does a step until it succeeds. Blocks.
   *
   * @param context what its errors are told with, beside that
   * @throws MigrationException the last one, when it is not transient or there were too many
   */
  public <T> T run(ErrorContext context, Step<T> step) {
    Attempts attempts = attempts();
    for (int number = 0; ; number++) {
      try {
        return step.attempt(number);
      } catch (MigrationException e) {
        control.check();
        MigrationException error = e.in(context).in(where);
        OptionalLong wait = attempts.next(error);
        if (wait.isEmpty()) {
          throw error;
        }
        retried.run();
        reporter.error(error, true);
        control.sleep(TimeUnit.NANOSECONDS.toMillis(wait.getAsLong()));
      }
    }
  }

  /** The same for a step that gives nothing. */
  public void run(ErrorContext context, Runnable step) {
    run(
        context,
        number -> {
          step.run();
          return true;
        });
  }

  /** The same for one that concerns no object. */
  public void run(Runnable step) {
    run(ErrorContext.none(), step);
  }

  /** Asks for something until there is an answer. */
  public <T> T ask(ErrorContext context, Supplier<T> question) {
    return run(context, number -> question.get());
  }

  /** The same for what concerns no object. */
  public <T> T ask(Supplier<T> question) {
    return ask(ErrorContext.none(), question);
  }
}
