package io.openoms.tck.toy;

import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.Position;
import java.util.Optional;

/** The journal as a log; a position is the number of its last transaction. Thread-safe. */
record ToyLog(Journal journal) implements ChangeLog {

  private static final String FORM = "toy/1 ";

  static Position position(long number) {
    return new Position(FORM + number);
  }

  static long number(Position position) {
    return Long.parseLong(position.text().substring(FORM.length()));
  }

  @Override
  public Optional<Position> current() {
    return Optional.of(position(journal.end()));
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    return new ToyReader(journal, request);
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return Long.parseLong(transaction) <= number(position);
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return number(reached) >= number(wanted);
  }
}
