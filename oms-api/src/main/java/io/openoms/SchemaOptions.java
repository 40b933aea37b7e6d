package io.openoms;

/**
 * Options of the schema phase. Immutable.
 *
 * @param createDatabases whether databases missing at the sink are created; default true
 */
public record SchemaOptions(boolean createDatabases) {

  /** The defaults. */
  public static SchemaOptions defaults() {
    return new SchemaOptions(true);
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {
    private boolean createDatabases = true;

    Builder() {}

    /** Whether databases missing at the sink are created; default true. */
    public Builder createDatabases(boolean create) {
      this.createDatabases = create;
      return this;
    }

    SchemaOptions build() {
      return new SchemaOptions(createDatabases);
    }
  }
}
