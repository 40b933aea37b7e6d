package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of a test's own, of one name on its source and its sink, which is dropped on both
 * after the test. Registered as an extension; one thread.
 */
final class TestDatabase implements AfterEachCallback {

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String prefix;
  private String name;

  /** One that neither side has yet. */
  TestDatabase(String prefix, DatabaseServer from, DatabaseServer to) {
    this.from = from;
    this.to = to;
    this.prefix = prefix;
    this.name = TestedPair.newName(prefix);
  }

  String name() {
    return name;
  }

  /** Drops it and takes another name. */
  void begin() {
    drop();
    name = TestedPair.newName(prefix);
  }

  private void drop() {
    from.execute("DROP DATABASE IF EXISTS " + name);
    to.execute("DROP DATABASE IF EXISTS " + name);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    drop();
  }
}
