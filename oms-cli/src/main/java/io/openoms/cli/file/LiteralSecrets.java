package io.openoms.cli.file;

import io.openoms.spi.endpoint.EndpointOption;
import io.openoms.spi.endpoint.EndpointTypes;
import io.openoms.spi.precheck.EndpointUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Secrets that stand in a project file themselves, and not as references. Immutable. */
final class LiteralSecrets {

  private final EndpointTypes types = EndpointTypes.installed();

  /** Their paths in a file that was read as a project, such as {@code source.password}. */
  List<String> in(String name, String text) {
    List<String> found = new ArrayList<>();
    if (YamlDocument.read(name, text) instanceof Map<?, ?> root) {
      find("source", EndpointUse.SOURCE, root, found);
      find("sink", EndpointUse.SINK, root, found);
    }
    return found;
  }

  private void find(String section, EndpointUse use, Map<?, ?> root, List<String> found) {
    if (root.get(section) instanceof Map<?, ?> values) {
      types.options(String.valueOf(values.get("type")), use).stream()
          .filter(EndpointOption::isSecret)
          .map(EndpointOption::name)
          .filter(option -> isLiteral(values.get(option)))
          .forEach(option -> found.add(section + "." + option));
    }
  }

  private static boolean isLiteral(@Nullable Object value) {
    return value != null && !value.toString().isEmpty() && !value.toString().contains("${");
  }
}
