package io.openoms.error;

import java.util.List;

/** A project's configuration is wrong; all faults are reported at once and nothing was touched. */
public class ConfigurationException extends MigrationException {

  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  /** An error that lists those faults, at least one. */
  public ConfigurationException(List<String> faults) {
    super(ApiError.CONFIGURATION_INVALID, ErrorContext.none(), String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** Each fault, as a sentence of its own. */
  public List<String> faults() {
    return faults;
  }
}
