package io.openoms.core.commit;

/** Proves that no other engine has taken the project over. One thread. */
public interface Ownership {

  /**
   * Proves it now. Blocks.
   *
   * @throws io.openoms.error.MigrationException when another engine took the project over
   */
  void prove();

  /**
   * Proves it before rows are written that a later proof could not take back. Does nothing where
   * rows and checkpoint commit together.
   */
  default void beforeRows() {}
}
