package io.openoms.tidb.log.message;

/** Brings a value that is not NULL into the form in which it travels. Stateless. */
public interface ValueConversion {

  /**
   * The bytes as they travel.
   *
   * @throws io.openoms.error.MigrationException when the value is not one of the column's type, or
   *     cannot be told exactly; the message does not show the value
   */
  byte[] of(CarriedValue value);
}
