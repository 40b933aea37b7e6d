package io.openoms.dashboard.site;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request without its body, which no request of the page has.
 *
 * @param method GET, HEAD or POST; others are refused
 * @param path the path, decoded
 * @param query the parameters, decoded
 * @param header gives a header's first value
 */
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Function<String, Optional<String>> header) {

  String parameter(String name) {
    return query.getOrDefault(name, "");
  }
}
