package io.openoms.tidb;

import io.openoms.tidb.kafka.TopicSettings;
import java.time.ZoneId;
import java.util.List;

/**
 * A changefeed of TiCDC that writes a cluster's changes to a topic of Kafka, by the Open Protocol.
 * Immutable: each method gives a changed copy; {@code toString} shows no properties, which may be
 * secret. The changefeed is created before the project, has a topic of its own, and {@code
 * output-old-value} stays true, as it is by default.
 */
public final class Changefeed {

  private final TopicSettings settings;

  private Changefeed(TopicSettings settings) {
    this.settings = settings;
  }

  /**
   * The changefeed that writes to a topic.
   *
   * @param bootstrap addresses of Kafka's brokers, {@code host:port,…}
   * @param topic the topic's name
   */
  public static Changefeed to(String bootstrap, String topic) {
    return new Changefeed(TopicSettings.of(bootstrap, topic));
  }

  /**
   * The time zone of TiCDC's server ({@code --tz}); required. Messages carry TIMESTAMPs in it and
   * do not name it. In one with daylight saving time, the doubled hour cannot be told: a TIMESTAMP
   * within it stops the project.
   */
  public Changefeed timeZone(ZoneId zone) {
    return new Changefeed(settings.withZone(zone));
  }

  /**
   * Sets a property of Kafka's consumer, such as {@code security.protocol}. Those by which the
   * topic is read completely and in order are this library's own, and are refused.
   */
  public Changefeed property(String name, String value) {
    return new Changefeed(settings.withProperty(name, value));
  }

  List<String> faults() {
    return settings.faults();
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
