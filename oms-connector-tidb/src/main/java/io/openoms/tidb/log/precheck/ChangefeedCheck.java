package io.openoms.tidb.log.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.error.MigrationException;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import io.openoms.tidb.kafka.TopicConsumer;
import io.openoms.tidb.kafka.TopicFacts;
import io.openoms.tidb.kafka.TopicSettings;
import io.openoms.tidb.log.message.ChangeProtocol;
import io.openoms.tidb.log.reader.TopicStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SOURCE_CHANGEFEED: the topic is there and of the protocol, each of its partitions has resolved
 * events, and its records are kept. Thread-safe.
 *
 * @param settings where the topic is
 * @param protocol the protocol that is asked for
 */
public record ChangefeedCheck(TopicSettings settings, ChangeProtocol protocol) implements Precheck {

  private static final String CHECK = "SOURCE_CHANGEFEED";
  private static final long ENOUGH_MILLIS = Duration.ofDays(1).toMillis();

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.INCREMENTAL)) {
      return List.of(PrecheckItem.passed(CHECK, "no changes are followed"));
    }
    List<PrecheckItem> items = new ArrayList<>();
    try (TopicConsumer consumer = TopicConsumer.open(settings)) {
      Collection<Integer> partitions = consumer.partitions();
      kept(items);
      new TopicStart(consumer, protocol).firsts(partitions);
      if (items.isEmpty()) {
        items.add(PrecheckItem.passed(CHECK, partitions.size() + " partitions"));
      }
    } catch (MigrationException e) {
      items.add(PrecheckItem.failed(CHECK, settings.topic(), e.description(), e.code().remedy()));
    }
    return items;
  }

  private void kept(List<PrecheckItem> items) {
    Optional<Map<String, String>> known = TopicFacts.settings(settings);
    if (known.isEmpty()) {
      items.add(
          PrecheckItem.skipped(
              CHECK, settings.topic(), "the account may not see the topic's settings"));
      return;
    }
    if (known.get().getOrDefault("cleanup.policy", "").contains("compact")) {
      items.add(
          PrecheckItem.failed(
              CHECK,
              "cleanup.policy",
              "the topic is compacted, so changes of a row are removed before they are read",
              "set cleanup.policy = delete for the topic, and begin the changefeed anew"));
    }
    long kept = Long.parseLong(known.get().getOrDefault("retention.ms", "-1"));
    if (kept >= 0 && kept < ENOUGH_MILLIS) {
      items.add(
          PrecheckItem.warning(
              CHECK,
              "retention.ms",
              "records are kept for no longer than " + Duration.ofMillis(kept).toMinutes() + " min",
              "keep them longer than a copy takes and the project may rest"));
    }
    if (Long.parseLong(known.get().getOrDefault("retention.bytes", "-1")) >= 0) {
      items.add(
          PrecheckItem.warning(
              CHECK,
              "retention.bytes",
              "records are removed when a partition is large, whether they were read or not",
              "set retention.bytes = -1 for the topic"));
    }
  }
}
