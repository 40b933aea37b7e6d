package io.openoms.tidb.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * A topic's settings. Kafka's client runs a thread of its own while it asks for them. Stateless.
 */
public final class TopicFacts {

  private TopicFacts() {}

  /**
   * The topic's settings by name; empty when the account may not see them. Blocks.
   *
   * @throws io.openoms.error.MigrationException when Kafka does not answer
   */
  public static Optional<Map<String, String>> settings(TopicSettings of) {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, of.topic());
    try (Admin admin = Admin.create(of.administration())) {
      Config config =
          Objects.requireNonNull(admin.describeConfigs(List.of(topic)).all().get().get(topic));
      return Optional.of(
          config.entries().stream()
              .filter(entry -> entry.value() != null)
              .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      KafkaException cause =
          e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
      throw KafkaFailures.of(cause, "asking for the topic's settings");
    } catch (KafkaException e) {
      throw KafkaFailures.of(e, "asking for the topic's settings");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KafkaFailures.of(
          new org.apache.kafka.common.errors.InterruptException(e),
          "asking for the topic's settings");
    }
  }
}
