package io.openoms.spi.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Computes the fingerprints of rows that have been read, as {@link FingerprintRead} defines them:
 * the same numbers as a {@link io.openoms.spi.FingerprintSource} of the same server computes. Keeps
 * its memory from row to row. One thread.
 */
public final class RowFingerprint {

  private static final byte[] NULL = {'N', ','};

  private final boolean[] hasLength;
  private final boolean[] isFloating;
  private final boolean[] isDigested;
  private final MessageDigest digest = sha256();
  private byte[] parts = new byte[1 << 10];
  private int size;

  /** Computes fingerprints of rows whose columns are the read's, in its order. */
  public RowFingerprint(FingerprintRead read) {
    List<ColumnDefinition> columns = read.read().columns();
    this.hasLength = new boolean[columns.size()];
    this.isFloating = new boolean[columns.size()];
    this.isDigested = new boolean[columns.size()];
    for (int i = 0; i < hasLength.length; i++) {
      ValueForm form = columns.get(i).type().kind().form();
      hasLength[i] = form == ValueForm.TEXT || form == ValueForm.BYTES;
      isFloating[i] = form == ValueForm.FLOATING;
      isDigested[i] = hasLength[i] && read.digested().contains(columns.get(i).name());
    }
  }

  /** The fingerprint of one row of a batch, an unsigned number. */
  public long of(RowBatch batch, int row) {
    size = 0;
    for (int column = 0; column < hasLength.length; column++) {
      if (batch.isNull(row, column)) {
        append(NULL);
      } else {
        append(batch.data(), batch.offset(row, column), batch.length(row, column), column);
      }
    }
    digest.update(parts, 0, size);
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private void append(byte[] data, int offset, int length, int column) {
    if (!hasLength[column]) {
      if (isFloating[column]) {
        append(bits(new String(data, offset, length, StandardCharsets.US_ASCII)));
      } else {
        append(data, offset, length);
      }
      append((byte) ',');
      return;
    }
    append(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
    append((byte) ':');
    if (isDigested[column]) {
      digest.update(data, offset, length);
      append(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
    } else {
      append(data, offset, length);
    }
  }

  private static byte[] bits(String number) {
    long bits = Long.reverseBytes(Double.doubleToLongBits(Double.parseDouble(number)));
    return HexFormat.of().withUpperCase().toHexDigits(bits).getBytes(StandardCharsets.US_ASCII);
  }

  private void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  private void append(byte[] bytes, int offset, int length) {
    room(length);
    System.arraycopy(bytes, offset, parts, size, length);
    size += length;
  }

  private void append(byte one) {
    room(1);
    parts[size++] = one;
  }

  private void room(int more) {
    int needed = Math.addExact(size, more);
    if (needed > parts.length) {
      parts = Arrays.copyOf(parts, (int) Math.max(needed, Math.min(2L * parts.length, 1L << 30)));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
