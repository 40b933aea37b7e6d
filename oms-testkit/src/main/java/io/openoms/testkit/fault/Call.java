package io.openoms.testkit.fault;

/**
 * A call of the engine to an endpoint. Immutable.
 *
 * @param name the role and the method, such as {@code SinkTransaction.commit}
 * @param number how often that method has been called, from 1
 * @param total how often any has been called, from 1
 */
public record Call(String name, int number, int total) {

  /** {@code SinkTransaction.commit#3}. */
  @Override
  public String toString() {
    return name + "#" + number;
  }
}
