package io.openoms.jdbc.mysql.fingerprint;

/**
 * How a server tells the eight bytes of a double. Its text would not do: MySQL's CONCAT writes a
 * computed double with 22 characters at the most, otherwise than a result of a query, and so that
 * two may have one text. Stateless; thread-safe.
 */
public enum DoubleBits {
  /**
   * By a point, which holds them behind its reference system, byte order and kind: exact, and three
   * times as fast as a text would be.
   */
  OF_POINT {
    @Override
    String hex(String value) {
      return "HEX(SUBSTR(POINT(" + value + ",0),10,8))";
    }
  },

  /**
   * By arithmetic that is exact, as all is that scales a double by powers of two: for servers
   * without geometries. The exponent that a logarithm gives may be one off at its edges.
   */
  ARITHMETIC {
    @Override
    String hex(String value) {
      String size = "ABS(" + value + ")";
      // Not 1024, which the logarithm of the largest doubles is rounded to.
      String guess = "LEAST(FLOOR(LOG2(" + size + ")),1023)";
      String ratio = "(" + size + "/POW(2," + guess + "))";
      String normal =
          "(CASE WHEN "
              + (ratio + "<1 THEN " + normal(guess + "+1022", ratio + "*2"))
              + (" WHEN " + ratio + ">=2 THEN " + normal(guess + "+1024", ratio + "/2"))
              + (" ELSE " + normal(guess + "+1023", ratio) + " END)");
      String subnormal = "CAST(" + size + "*POW(2,537)*POW(2,537) AS UNSIGNED)";
      String bits =
          "(CASE WHEN %1$s=0 THEN 0 WHEN %1$s<POW(2,-1022) THEN %2$s ELSE %3$s END)"
              .formatted(size, subnormal, normal);
      // -0 is not below 0.
      String sign = "(CASE WHEN %1$s<0 OR CONCAT(%1$s)='-0' THEN 1 ELSE 0 END<<63)";
      return "HEX(REVERSE(UNHEX(LPAD(HEX(" + sign.formatted(value) + "|" + bits + "),16,'0'))))";
    }

    private static String normal(String exponent, String mantissa) {
      return "(CAST("
          + exponent
          + " AS UNSIGNED)<<52|CAST(("
          + mantissa
          + "-1)*4503599627370496 AS UNSIGNED))";
    }
  };

  /** The bytes, the lowest first, in capital hexadecimal digits: an expression in SQL. */
  abstract String hex(String value);
}
