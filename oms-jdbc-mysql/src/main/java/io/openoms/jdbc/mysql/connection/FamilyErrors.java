package io.openoms.jdbc.mysql.connection;

import io.openoms.jdbc.error.JdbcError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The error numbers that mean the same on all servers of the family. Stateless. */
public final class FamilyErrors {

  private FamilyErrors() {}

  /** The family's numbers, and then those of products, which win. */
  static Map<Integer, JdbcError> with(List<ErrorTraits> products) {
    Map<Integer, JdbcError> numbers = new HashMap<>();
    put(numbers, JdbcError.LOCK_CONFLICT, List.of(1205, 1213));
    // Out of memory, of memory for a sort, of threads.
    put(numbers, JdbcError.SERVER_OVERLOADED, List.of(1037, 1038, 1041, 1135));
    put(numbers, JdbcError.ACCESS_DENIED, List.of(1044, 1045, 1142, 1143, 1227, 1370, 1698));
    put(numbers, JdbcError.DUPLICATE_ROW, List.of(1062, 1586));
    // A trigger's own error, foreign keys, no partition for the row.
    put(numbers, JdbcError.VALUE_REFUSED, List.of(1644, 1216, 1217, 1451, 1452, 1526, 1748));
    put(numbers, JdbcError.VALUE_REFUSED, List.of(1048, 1264, 1265, 1292, 1300, 1364, 1366));
    put(numbers, JdbcError.VALUE_REFUSED, List.of(1367, 1406, 1416, 1690, 3140, 3516, 3548));
    put(numbers, JdbcError.VALUE_REFUSED, List.of(3643, 3819));
    put(numbers, JdbcError.SERVER_READ_ONLY, List.of(1290, 1792, 1836));
    put(numbers, JdbcError.PACKET_TOO_LARGE, List.of(1153, 1301));
    // An account has as many connections as it may have.
    put(numbers, JdbcError.CONNECTION_FAILED, List.of(1203));
    put(numbers, JdbcError.CONNECTION_LOST, List.of(1053, 1077, 1079, 1080, 1152, 1158, 1159));
    put(numbers, JdbcError.CONNECTION_LOST, List.of(1160, 1161, 2006, 2013));
    products.forEach(product -> numbers.putAll(product.numbers()));
    return Map.copyOf(numbers);
  }

  private static void put(Map<Integer, JdbcError> numbers, JdbcError error, List<Integer> all) {
    all.forEach(number -> numbers.put(number, error));
  }
}
