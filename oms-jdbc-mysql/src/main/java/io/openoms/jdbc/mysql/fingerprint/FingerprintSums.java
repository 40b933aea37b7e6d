package io.openoms.jdbc.mysql.fingerprint;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.spi.data.FingerprintSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sums that a server answers; rows without fingerprint among them are an error. One thread. */
final class FingerprintSums {

  private static final BigInteger MISSING = new BigInteger(FingerprintSql.MISSING);

  private final ObjectName table;
  private final List<FingerprintSum> sums;

  FingerprintSums(ObjectName table, int count) {
    this.table = table;
    this.sums = new ArrayList<>(Collections.nCopies(count, FingerprintSum.none()));
  }

  /** Adds the sum that a row of the answer holds: from that column on the rows and the sum. */
  void add(int number, ResultSet row, int column) throws SQLException {
    long rows = row.getLong(column);
    BigDecimal sum = row.getBigDecimal(column + 1);
    if (rows > 0) {
      sums.set(number, sums.get(number).plus(new FingerprintSum(rows, complete(rows, sum))));
    }
  }

  private BigInteger complete(long rows, BigDecimal sum) {
    BigInteger[] parts = sum.toBigIntegerExact().divideAndRemainder(MISSING);
    if (parts[0].signum() != 0) {
      throw FingerprintedRows.missing(ErrorContext.of(table), parts[0] + " of " + rows + " rows");
    }
    return parts[1];
  }

  List<FingerprintSum> all() {
    return List.copyOf(sums);
  }
}
