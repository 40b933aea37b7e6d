package io.openoms.tidb;

import io.openoms.tidb.kafka.TopicSettings;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A changefeed of TiCDC that writes a cluster's changes to a topic of Kafka, by the Open Protocol.
 * Immutable: each method gives a changed copy; {@code toString} shows no properties, which may be
 * secret. The changefeed is created before the project, has a topic of its own, and {@code
 * output-old-value} stays true, as it is by default.
 */
public final class Changefeed {

  private static final String PROPERTY = "properties.";

  private final TopicSettings settings;
  private final List<String> unread;

  private Changefeed(TopicSettings settings, List<String> unread) {
    this.settings = settings;
    this.unread = unread;
  }

  /**
   * The changefeed that writes to a topic.
   *
   * @param bootstrap addresses of Kafka's brokers, {@code host:port,…}
   * @param topic the topic's name
   */
  public static Changefeed to(String bootstrap, String topic) {
    return new Changefeed(TopicSettings.of(bootstrap, topic), List.of());
  }

  /** What a file says; what cannot be read is among the faults. */
  static Changefeed of(Map<String, String> texts) {
    TopicSettings settings =
        TopicSettings.of(texts.getOrDefault("bootstrap", ""), texts.getOrDefault("topic", ""));
    List<String> unread = new ArrayList<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      String key = text.getKey();
      if (key.startsWith(PROPERTY)) {
        settings = settings.withProperty(key.substring(PROPERTY.length()), text.getValue());
      } else if (key.equals("time_zone")) {
        settings = zoned(settings, text.getValue(), unread);
      } else if (!key.equals("bootstrap") && !key.equals("topic")) {
        unread.add("the changefeed has no key " + key);
      }
    }
    return new Changefeed(settings, List.copyOf(unread));
  }

  private static TopicSettings zoned(TopicSettings settings, String zone, List<String> unread) {
    try {
      return settings.withZone(ZoneId.of(zone));
    } catch (DateTimeException e) {
      unread.add("the changefeed's time zone is none that Java knows, such as Asia/Shanghai");
      return settings;
    }
  }

  /**
   * The time zone of TiCDC's server ({@code --tz}); required. Messages carry TIMESTAMPs in it and
   * do not name it. In one with daylight saving time, the doubled hour cannot be told: a TIMESTAMP
   * within it stops the project.
   */
  public Changefeed timeZone(ZoneId zone) {
    return new Changefeed(settings.withZone(zone), unread);
  }

  /**
   * Sets a property of Kafka's consumer, such as {@code security.protocol}. Those by which the
   * topic is read completely and in order are this library's own, and are refused.
   */
  public Changefeed property(String name, String value) {
    return new Changefeed(settings.withProperty(name, value), unread);
  }

  List<String> faults() {
    List<String> faults = new ArrayList<>(settings.faults());
    faults.addAll(unread);
    return faults;
  }

  TopicSettings settings() {
    return settings;
  }

  /** The topic and the brokers, without properties. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
