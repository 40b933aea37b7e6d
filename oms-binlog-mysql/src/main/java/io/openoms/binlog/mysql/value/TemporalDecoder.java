package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/** Dates and times, in the forms of MySQL 5.6 and, without fractions, in those before it. */
final class TemporalDecoder implements ValueDecoder {

  /** The forms in which they are stored. */
  enum Form {
    DATE(3),
    TIME(3),
    DATETIME(5),
    TIMESTAMP(4),
    OLD_TIME(3),
    OLD_DATETIME(8),
    OLD_TIMESTAMP(4);

    private final int bytes;

    Form(int bytes) {
      this.bytes = bytes;
    }
  }

  private static final long DATETIME_ZERO = 0x80_0000_0000L;
  private static final int TIME_ZERO = 0x80_0000;
  private static final long LAST_OLD_DATETIME = 99_991_231_235_959L;

  private final Form form;
  private final int fractionBytes;
  private final int microsInUnit;
  private final TextBuffer ascii = new TextBuffer();
  private final TemporalText text;

  TemporalDecoder(Form form, int scale) {
    this.form = form;
    this.text = new TemporalText(scale, ascii);
    this.fractionBytes = (scale + 1) / 2;
    this.microsInUnit = new int[] {1, 10_000, 100, 1}[fractionBytes];
  }

  @Override
  public void skip(Cursor in) {
    in.skip(form.bytes + fractionBytes);
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    switch (form) {
      case DATE -> date(in.u3());
      case TIME -> time(in);
      case DATETIME -> packed(in.bigEndian(5) - DATETIME_ZERO, fraction(in));
      case TIMESTAMP -> text.instant(in.bigEndian(4), fraction(in));
      case OLD_TIME -> oldTime((in.u3() << 8) >> 8);
      case OLD_DATETIME -> oldDateTime(in.i8());
      case OLD_TIMESTAMP -> text.instant(in.u4(), 0);
    }
    ascii.flush(out);
  }

  private int fraction(Cursor in) {
    return (int) in.bigEndian(fractionBytes) * microsInUnit;
  }

  private void date(int stored) {
    text.date(stored >> 9, (stored >> 5) & 15, stored & 31);
  }

  /** Year and month in one number, day, hour, minute, second, each in bits of its own. */
  private void packed(long value, int micros) {
    int date = (int) (value >> 17);
    int time = (int) (value & 0x1ffff);
    int months = date >> 5;
    text.date(months / 13, months % 13, date & 31)
        .put(' ')
        .time(time >> 12, (time >> 6) & 63, time & 63, micros);
  }

  /** A negative time is stored as a whole below it and a fraction that leads back up. */
  private void time(Cursor in) {
    long whole = in.bigEndian(3) - TIME_ZERO;
    long fraction = in.bigEndian(fractionBytes);
    if (whole < 0) {
      ascii.put('-');
      if (fraction > 0) {
        whole++;
        fraction = (1L << (8 * fractionBytes)) - fraction;
      }
      whole = -whole;
    }
    text.duration(
        (int) ((whole >> 12) & 1023),
        (int) ((whole >> 6) & 63),
        (int) (whole & 63),
        (int) fraction * microsInUnit);
  }

  private void oldTime(int stored) {
    int size = Math.abs(stored);
    if (stored < 0) {
      ascii.put('-');
    }
    text.duration(size / 10_000, size / 100 % 100, size % 100, 0);
  }

  private void oldDateTime(long stored) {
    if (stored < 0 || stored > LAST_OLD_DATETIME) {
      throw new MalformedEventException("a DATETIME is stored as " + stored);
    }
    int date = (int) (stored / 1_000_000);
    int time = (int) (stored % 1_000_000);
    text.date(date / 10_000, date / 100 % 100, date % 100)
        .put(' ')
        .time(time / 10_000, time / 100 % 100, time % 100, 0);
  }
}
