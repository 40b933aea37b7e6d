package io.openoms.spi;

import java.util.Optional;

/**
 * Keeps applications from writing to a server, so that its log comes to an end. Thread-safe; every
 * call blocks on the server and may be repeated.
 */
public interface WriteGate {

  /** How the server stands now, as a text for {@link #thaw}. */
  String look();

  /**
   * Refuses writes of applications. When it returns, no transaction of theirs that was open before
   * can commit any more; what has committed stands before the end of the log.
   *
   * @param ownToo whether writes of this library may be refused as well: that is the stricter way
   *     where accounts with special rights would write on. Without it they must pass
   * @throws io.openoms.error.MigrationException when the account may not do that, when a
   *     transaction does not end, or when the server cannot let this library's account alone write
   */
  void freeze(boolean ownToo);

  /**
   * Whether a freeze refuses the writes of every account, also of those with special rights.
   *
   * @param ownToo what {@link #freeze} was called with
   * @return false by default: then somebody may write on, and is watched for
   */
  default boolean refusesAll(boolean ownToo) {
    return false;
  }

  /**
   * Whether a freeze still holds. Asked when {@link #freeze} has returned, and again when the last
   * change has arrived: equal answers say that writes were refused all the time between.
   *
   * @param ownToo what {@link #freeze} was called with
   * @return a text that changes when the server may have taken writes meanwhile, as after a start
   *     that loses its settings; empty when it takes writes of applications. By default an empty
   *     text: a gate that cannot be asked is trusted
   */
  default Optional<String> holds(boolean ownToo) {
    return Optional.of("");
  }

  /**
   * Lets this library write again, while applications are refused. Only after {@link #freeze}.
   *
   * @return false when the server cannot let this library's account alone write: then everybody may
   */
  boolean passOwn();

  /**
   * Lets everybody write who could at that time.
   *
   * @param before what {@link #look} gave
   */
  void thaw(String before);
}
