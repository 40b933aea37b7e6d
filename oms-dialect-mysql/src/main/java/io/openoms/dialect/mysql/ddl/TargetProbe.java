package io.openoms.dialect.mysql.ddl;

import java.util.Optional;

/** Asks a target whether it takes a definition, without creating anything. Thread-safe. */
public interface TargetProbe {

  /** A database that is there, to name in questions: the wanted one where it is. */
  String database(String wanted);

  /** Why the target refuses a statement; empty when it takes it, or does not tell. Blocks. */
  Optional<String> refusal(String sql);

  /** A target that does not tell before the statement is executed. */
  static TargetProbe silent() {
    return new TargetProbe() {
      @Override
      public String database(String wanted) {
        return wanted;
      }

      @Override
      public Optional<String> refusal(String sql) {
        return Optional.empty();
      }
    };
  }
}
