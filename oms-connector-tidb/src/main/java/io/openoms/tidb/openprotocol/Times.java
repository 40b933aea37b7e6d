package io.openoms.tidb.openprotocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts dates and times. The date that is none, and days or months of zero, travel as they are.
 * Stateless.
 */
final class Times {

  private static final String DAY = "([0-9]{4})-([0-9]{2})-([0-9]{2})";
  private static final String CLOCK = ":([0-5][0-9]):([0-5][0-9])(?:\\.([0-9]{1,6}))?";
  private static final Pattern DATE = Pattern.compile(DAY);
  private static final Pattern TIME = Pattern.compile("(-?[0-9]{2,3})" + CLOCK);
  private static final Pattern MOMENT =
      Pattern.compile("(" + DAY + ") ((?:[01][0-9]|2[0-3]))" + CLOCK);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String NONE = "0000-00-00";
  private static final int MOST_HOURS = 838;
  private static final int LONGEST = 32;

  private Times() {}

  static byte[] day(String text) {
    Matcher day = matched(DATE, text);
    requireDay(day, 1);
    return text.getBytes(US_ASCII);
  }

  private static Matcher matched(Pattern form, String text) {
    Matcher matcher = form.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw Faults.damaged("a date or time is not in the form of its type");
    }
    return matcher;
  }

  private static void requireDay(Matcher matcher, int group) {
    int month = Integer.parseInt(matcher.group(group + 1));
    int day = Integer.parseInt(matcher.group(group + 2));
    if (month > 12 || day > 31) {
      throw Faults.damaged("a date is beyond its range");
    }
  }

  /** Hours beyond a day, too, and negative ones. */
  static byte[] time(String text, int digits) {
    Matcher time = matched(TIME, text);
    if (Math.abs(Integer.parseInt(time.group(1))) > MOST_HOURS) {
      throw Faults.damaged("a time is beyond its range");
    }
    return exact(text, time.group(4), digits);
  }

  static byte[] moment(String text, int digits) {
    Matcher moment = matched(MOMENT, text);
    requireDay(moment, 2);
    return exact(text, moment.group(8), digits);
  }

  /** With all the digits behind the second that the column has. */
  private static byte[] exact(String text, String fraction, int digits) {
    int has = fraction == null ? 0 : fraction.length();
    if (has > digits) {
      throw Faults.differs("a change carries more digits behind the second than the column has");
    }
    if (has == digits) {
      return text.getBytes(US_ASCII);
    }
    return (text + (has == 0 ? "." : "") + "0".repeat(digits - has)).getBytes(US_ASCII);
  }

  /** An instant of the changefeed's time zone, in UTC. */
  static byte[] instant(String text, int digits, ZoneId zone) {
    Matcher moment = matched(MOMENT, text);
    if (moment.group(1).equals(NONE)) {
      return exact(text, moment.group(8), digits);
    }
    String seconds = text.substring(0, NONE.length() + 9);
    LocalDateTime local = local(seconds);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw Faults.unfit(
          "the instant "
              + (offsets.isEmpty() ? "does not exist" : "exists twice")
              + " in the changefeed's time zone "
              + zone);
    }
    String utc = SECONDS.format(local.minusSeconds(offsets.get(0).getTotalSeconds()));
    return exact(utc + text.substring(seconds.length()), moment.group(8), digits);
  }

  private static LocalDateTime local(String seconds) {
    try {
      return LocalDateTime.parse(seconds.replace(' ', 'T'));
    } catch (DateTimeException e) {
      throw Faults.damaged("a date is beyond its range", e);
    }
  }
}
