package io.openoms.tidb.kafka;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a changefeed's topic is, and how it is read. Immutable; {@code toString} shows no
 * properties, which may be secret.
 *
 * @param bootstrap addresses of brokers, {@code host:port,…}
 * @param topic the topic's name
 * @param zone the time zone of the changefeed's server
 * @param properties further properties of Kafka's consumer
 */
public record TopicSettings(
    String bootstrap, String topic, Optional<ZoneId> zone, Map<String, String> properties) {

  /** Decided here: another value would lose or repeat records, or start threads. */
  private static final Set<String> OWN =
      Set.of(
          "bootstrap.servers",
          "group.id",
          "group.instance.id",
          "group.protocol",
          "enable.auto.commit",
          "auto.offset.reset",
          "allow.auto.create.topics",
          "isolation.level",
          "key.deserializer",
          "value.deserializer",
          "interceptor.classes");

  public TopicSettings {
    properties = Map.copyOf(properties);
  }

  /** A topic without further settings. */
  public static TopicSettings of(String bootstrap, String topic) {
    return new TopicSettings(bootstrap, topic, Optional.empty(), Map.of());
  }

  /** The same with that time zone. */
  public TopicSettings withZone(ZoneId other) {
    return new TopicSettings(bootstrap, topic, Optional.of(other), properties);
  }

  /** The same with one more property, or another value. */
  public TopicSettings withProperty(String name, String value) {
    Map<String, String> more = new HashMap<>(properties);
    more.put(name, value);
    return new TopicSettings(bootstrap, topic, zone, more);
  }

  /** What is wrong, as sentences. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (bootstrap.isBlank()) {
      faults.add("the changefeed has no address of Kafka");
    }
    if (topic.isBlank()) {
      faults.add("the changefeed has no topic");
    }
    if (zone.isEmpty()) {
      faults.add("the changefeed has no time zone: it is that of TiCDC's server (--tz)");
    }
    properties.keySet().stream()
        .filter(OWN::contains)
        .sorted()
        .forEach(name -> faults.add("the property " + name + " of Kafka cannot be set"));
    return faults;
  }

  /** The properties of a consumer that joins no group and commits nothing. */
  Map<String, Object> consumer() {
    Map<String, Object> all = new HashMap<>();
    all.put("client.id", "openoms");
    // How soon a partition that was added is noticed.
    all.put("metadata.max.age.ms", "1000");
    all.put("request.timeout.ms", "15000");
    all.put("default.api.timeout.ms", "20000");
    all.put("metric.reporters", "");
    all.put("enable.metrics.push", "false");
    all.putAll(properties);
    all.put("bootstrap.servers", bootstrap);
    all.put("group.protocol", "classic");
    all.put("enable.auto.commit", "false");
    all.put("auto.offset.reset", "none");
    all.put("allow.auto.create.topics", "false");
    all.put("isolation.level", "read_committed");
    return all;
  }

  /** The properties of a client that asks for the topic's settings. */
  Map<String, Object> administration() {
    Map<String, Object> all = new HashMap<>();
    all.put("client.id", "openoms");
    all.put("request.timeout.ms", "15000");
    all.put("default.api.timeout.ms", "20000");
    all.put("metric.reporters", "");
    all.put("enable.metrics.push", "false");
    all.putAll(properties);
    all.put("bootstrap.servers", bootstrap);
    return all;
  }

  /** The topic and the brokers. */
  @Override
  public String toString() {
    return "topic " + topic + " at " + bootstrap;
  }
}
