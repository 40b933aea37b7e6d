package io.openoms.jdbc.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a session's variables at one moment, as the server shows them. Immutable.
 *
 * @param values the value of each variable, in the order of assignment
 * @param isKnown whether the session showed them; one that is limited to no rows does not
 */
public record SessionValues(Map<SessionSetting, String> values, boolean isKnown) {

  /** Stands for SQL's NULL. */
  public static final String NULL = "NULL";

  public SessionValues {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The variables that have another value now, with the value that they had. */
  List<SessionSetting> changed(SessionValues now) {
    List<SessionSetting> changed = new ArrayList<>();
    values.forEach(
        (setting, value) -> {
          if (!value.equals(now.values().get(setting))) {
            changed.add(setting.as(value));
          }
        });
    return changed;
  }
}
