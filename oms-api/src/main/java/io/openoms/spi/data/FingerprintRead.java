package io.openoms.spi.data;

import io.openoms.spi.type.ColumnType;
import io.openoms.spi.type.Dialect;
import java.util.Set;

/**
 * A table whose rows are fingerprinted. A row's fingerprint is the first 64 bits, as an unsigned
 * number, of the SHA-256 of its columns' parts, one after another:
 *
 * <ul>
 *   <li>NULL: {@code N,}
 *   <li>a {@link ValueForm#NUMBER} or {@link ValueForm#TEMPORAL}: its bytes and a comma
 *   <li>a {@link ValueForm#FLOATING}: the eight bytes of the double, the lowest first, in capital
 *       hexadecimal digits, and a comma; servers write one double in several texts
 *   <li>{@link ValueForm#TEXT} and {@link ValueForm#BYTES}: how many bytes, in ASCII digits, a
 *       colon, and the bytes; of a digested column the SHA-256 of the bytes in lower-case
 *       hexadecimal digits in place of the bytes
 *   <li>a text whose stored bytes are no characters, so that it cannot be read: {@code L}, the
 *       SHA-256 of the stored bytes in hexadecimal digits, and a comma
 * </ul>
 *
 * <p>The bytes are those in which the value travels ({@link ValueForm}). Rows with equal
 * fingerprints are taken to be equal. Equal rows may have different ones, where two servers write a
 * value in two ways: whoever compares must look at such rows. Immutable.
 *
 * @param read what is read; its columns count, in their order
 * @param digested the names of the columns whose values may be large
 */
public record FingerprintRead(TableRead read, Set<String> digested) {

  /** The column in which {@link io.openoms.spi.FingerprintSource} gives a row's fingerprint. */
  public static final ColumnDefinition FINGERPRINT =
      ColumnDefinition.of(
          "fingerprint",
          DataType.of(
              new ColumnType.Whole(64, false), new Dialect("fingerprint"), "unsigned 64 bits"),
          true);

  public FingerprintRead {
    digested = Set.copyOf(digested);
  }
}
