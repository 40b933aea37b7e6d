package io.openoms.jdbc.mysql.connection;

import io.openoms.jdbc.error.JdbcError;
import java.util.Map;
import java.util.Set;

/**
 * The error numbers of a product that the family does not share. Immutable.
 *
 * @param numbers what they mean
 * @param timeOver those by which the server says that a query took too long
 */
public record ErrorTraits(Map<Integer, JdbcError> numbers, Set<Integer> timeOver) {

  public ErrorTraits {
    numbers = Map.copyOf(numbers);
    timeOver = Set.copyOf(timeOver);
  }
}
