package io.openoms.bench;

import io.openoms.ObjectName;
import io.openoms.mysql.MySql;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.changefeed.OpenColumn;
import io.openoms.testkit.changefeed.OpenMessage;
import io.openoms.testkit.changefeed.OpenMessage.Place;
import io.openoms.testkit.changefeed.OpenRecord;
import io.openoms.testkit.changefeed.OpenRows;
import io.openoms.testkit.tidb.TsoClock;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic with a backlog's changes as a changefeed writes them, by the Open Protocol, up to sixteen
 * rows a record, a row's changes in one partition. Resolved events go on until it is closed. The
 * values of a row before a change are made up, of the right length: nobody compares them.
 */
final class BacklogTopic implements FeedDelivery.Out, AutoCloseable {

  private static final int TRANSACTIONS_BETWEEN = 200;
  private static final long RESOLVE_MILLIS = 100;

  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
  private final FeedDelivery delivery;

  /** Creates the topic, with resolved events alone. */
  BacklogTopic(KafkaServer kafka, String name, int partitions) throws Exception {
    this.name = name;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.delivery = new FeedDelivery(partitions, 1, false, this);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
    Future<?> unused =
        beat.scheduleWithFixedDelay(this::resolve, 0, RESOLVE_MILLIS, TimeUnit.MILLISECONDS);
  }

  String name() {
    return name;
  }

  private static long now() {
    return TsoClock.of(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }

  private synchronized void resolve() {
    delivery.resolve(now());
  }

  @Override
  public void write(int partition, OpenRecord record) {
    Future<?> unused =
        producer.send(new ProducerRecord<>(name, partition, record.key(), record.value()));
  }

  /** Writes the backlog, each transaction with a timestamp of its own. Blocks. */
  synchronized void write(IncrementalTask task) throws SQLException {
    OpenRows rows = new OpenRows(definition(task), ZoneOffset.UTC);
    Random random = new Random(1);
    long[] last = {now()};
    int[] count = {0};
    task.backlog()
        .forEach(
            transaction -> {
              last[0] = Math.max(last[0] + 1, now());
              for (BacklogChange change : net(transaction)) {
                delivery.row(change.id(), message(task, change, last[0], rows, random));
              }
              if (++count[0] % TRANSACTIONS_BETWEEN == 0) {
                delivery.resolve(last[0]);
              }
            });
    delivery.resolve(last[0] + 1);
    producer.flush();
  }

  /** A changefeed tells what a transaction made of each row, however often it changed the row. */
  private static Collection<BacklogChange> net(List<BacklogChange> transaction) {
    Map<Integer, BacklogChange> last = new LinkedHashMap<>();
    transaction.forEach(change -> last.put(change.id(), change));
    return last.values();
  }

  private static TableDefinition definition(IncrementalTask task) {
    try (EndpointSession session =
        MySql.at(task.from().jdbcUrl())
            .credentials(task.from().user(), task.from().password())
            .open(new EndpointOptions("bench", 1, "unused"))) {
      return session
          .catalog()
          .orElseThrow()
          .table(new ObjectName(task.database(), task.table().name()))
          .orElseThrow();
    }
  }

  private static OpenMessage message(
      IncrementalTask task, BacklogChange change, long timestamp, OpenRows rows, Random random) {
    Place place = new Place(timestamp, task.database(), task.table().name(), OptionalLong.empty());
    List<OpenColumn> before = rows.of(image(change.id(), task.table().values(random)));
    return switch (change.kind()) {
      case INSERT -> OpenMessage.insert(place, rows.of(image(change.id(), change.values())));
      case UPDATE ->
          OpenMessage.update(place, before, rows.of(image(change.id(), change.values())));
      case DELETE -> OpenMessage.delete(place, before);
    };
  }

  /** Literals of numbers and plain texts. */
  private static RowImage image(int id, List<String> literals) {
    RowImage.Builder image = new RowImage.Builder(literals.size() + 1);
    image.add(bytes(Integer.toString(id)));
    literals.forEach(literal -> image.add(bytes(literal.replace("'", ""))));
    return image.build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    beat.shutdownNow();
    producer.close();
  }
}
