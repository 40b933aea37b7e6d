package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Dates and times as texts; what no server stores is refused. One thread. */
final class TemporalText {

  private static final int MICROS = 1_000_000;
  private static final int[] UNITS = {MICROS, 100_000, 10_000, 1_000, 100, 10, 1};

  private final int scale;
  private final TextBuffer text;

  /** With that many digits after the second. */
  TemporalText(int scale, TextBuffer text) {
    if (scale < 0 || scale > 6) {
      throw new MalformedEventException("times have " + scale + " digits after the second");
    }
    this.scale = scale;
    this.text = text;
  }

  int scale() {
    return scale;
  }

  TemporalText date(int year, int month, int day) {
    require(
        year >= 0 && year <= 9999 && month >= 0 && month <= 12 && day >= 0 && day <= 31, "a date");
    text.padded(year, 4).put('-').padded(month, 2).put('-').padded(day, 2);
    return this;
  }

  TemporalText time(int hour, int minute, int second, int micros) {
    require(hour < 24, "a time of day");
    return duration(hour, minute, second, micros);
  }

  /** Hours beyond a day, too. */
  TemporalText duration(int hours, int minute, int second, int micros) {
    require(hours >= 0 && minute >= 0 && second >= 0 && micros >= 0, "a time");
    require(hours <= 838 && minute < 60 && second < 60 && micros < MICROS, "a time");
    text.padded(hours, hours > 99 ? 3 : 2).put(':').padded(minute, 2).put(':').padded(second, 2);
    if (scale > 0) {
      text.put('.').padded(micros / UNITS[scale], scale);
    }
    return this;
  }

  TemporalText put(char c) {
    text.put(c);
    return this;
  }

  /**
   * An instant in UTC; zero is the date that is none. MariaDB holds fractions of the first second,
   * too.
   */
  TemporalText instant(long seconds, int micros) {
    if (seconds == 0 && micros == 0) {
      return date(0, 0, 0).put(' ').time(0, 0, 0, 0);
    }
    LocalDateTime at = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return date(at.getYear(), at.getMonthValue(), at.getDayOfMonth())
        .put(' ')
        .time(at.getHour(), at.getMinute(), at.getSecond(), micros);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new MalformedEventException(what + " is beyond its range");
    }
  }
}
