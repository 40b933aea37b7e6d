package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/**
 * Times with fractions in the form that MariaDB had before it took MySQL 5.6's ({@code
 * mysql56_temporal_format=OFF}): one number, the highest byte first. The log does not tell how many
 * digits there are; the column's definition does. Seen on MariaDB 11.4.
 */
final class PackedTemporalDecoder implements ValueDecoder {

  /** What a value is. */
  enum Form {
    TIME("3445556"),
    DATETIME("5667778"),
    TIMESTAMP("4556677");

    /** A digit for each scale from 0 to 6. */
    private final String bytesByScale;

    Form(String bytesByScale) {
      this.bytesByScale = bytesByScale;
    }

    int bytes(int scale) {
      return bytesByScale.charAt(scale) - '0';
    }
  }

  private static final int MICROS = 1_000_000;
  private static final int SECONDS_BYTES = 4;

  /** The first second beyond the longest time; stored times begin with its negative. */
  private static final long TIME_END = 3_020_400L * MICROS;

  private final Form form;
  private final int bytes;
  private final int microsInUnit;
  private final TextBuffer ascii = new TextBuffer();
  private final TemporalText text;

  PackedTemporalDecoder(Form form, int scale) {
    this.form = form;
    this.text = new TemporalText(scale, ascii);
    this.bytes = form.bytes(scale);
    this.microsInUnit = (int) Math.pow(10, 6 - scale);
  }

  @Override
  public void skip(Cursor in) {
    in.skip(bytes);
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    switch (form) {
      case TIME -> time(in.bigEndian(bytes) * microsInUnit - TIME_END);
      case DATETIME -> dateTime(in.bigEndian(bytes) * microsInUnit);
      case TIMESTAMP -> {
        long seconds = in.bigEndian(SECONDS_BYTES);
        text.instant(seconds, (int) in.bigEndian(bytes - SECONDS_BYTES) * microsInUnit);
      }
    }
    ascii.flush(out);
  }

  private void time(long value) {
    if (value < 0) {
      ascii.put('-');
    }
    long size = Math.abs(value);
    long seconds = size / MICROS;
    text.duration(
        (int) (seconds / 3_600),
        (int) (seconds / 60 % 60),
        (int) (seconds % 60),
        (int) (size % MICROS));
  }

  private void dateTime(long value) {
    long seconds = value / MICROS;
    long days = seconds / 86_400;
    int months = (int) (days / 32);
    text.date(months / 13, months % 13, (int) (days % 32))
        .put(' ')
        .time(
            (int) (seconds / 3_600 % 24),
            (int) (seconds / 60 % 60),
            (int) (seconds % 60),
            (int) (value % MICROS));
  }
}
