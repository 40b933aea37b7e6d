package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.value.CharacterTables;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what a server told of its character sets, and asks the server for what it does not know.
 * One that was loaded from a fixture has no server and fails instead. One thread.
 */
public final class KnownCharacters implements CharacterTables {

  private final Map<Integer, String> collations;
  private final Map<String, Map<Integer, byte[]>> sets;
  private final CharacterTables server;

  private KnownCharacters(
      Map<Integer, String> collations,
      Map<String, Map<Integer, byte[]>> sets,
      CharacterTables server) {
    this.collations = collations;
    this.sets = sets;
    this.server = server;
  }

  /** Knows nothing yet and asks that server. */
  public static KnownCharacters of(CharacterTables server) {
    return new KnownCharacters(new TreeMap<>(), new TreeMap<>(), server);
  }

  /** Knows only these. */
  static KnownCharacters only(
      Map<Integer, String> collations, Map<String, Map<Integer, byte[]>> sets) {
    return new KnownCharacters(collations, sets, new NoServer());
  }

  @Override
  public String characterSet(int collation) {
    return collations.computeIfAbsent(collation, server::characterSet);
  }

  @Override
  public Map<Integer, byte[]> codes(String characterSet) {
    return sets.computeIfAbsent(characterSet, server::codes);
  }

  Map<Integer, String> collations() {
    return collations;
  }

  Map<String, Map<Integer, byte[]>> sets() {
    return sets;
  }

  /** A fixture that lacks something is to be recorded anew. */
  private static final class NoServer implements CharacterTables {

    @Override
    public String characterSet(int collation) {
      throw new IllegalStateException("the fixture does not know collation " + collation);
    }

    @Override
    public Map<Integer, byte[]> codes(String characterSet) {
      throw new IllegalStateException("the fixture does not know the set " + characterSet);
    }
  }
}
