package io.openoms.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.Delivery;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.WriteResult;
import io.openoms.tck.contract.Rows.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every sink of rows must do, and what it does as it declares. */
public abstract class SinkContract {

  private SinkFixture sink;
  private EndpointSession session;
  private RowSink rows;
  private SinkConnection connection;
  private ObjectName table;
  private List<ColumnDefinition> columns;
  private List<ColumnDefinition> key;

  /** Opens a new place at the sink. */
  protected abstract SinkFixture open();

  /** How rows become durable. */
  protected abstract Delivery delivery();

  /** What the sink can do; all else it must not claim. */
  protected abstract Set<SinkCapability> capabilities();

  /** Whether it makes tables; one that only takes rows back refuses every conversion. */
  protected boolean makesTables() {
    return true;
  }

  @BeforeEach
  void begin() {
    sink = open();
    session = sink.endpoint().open(new EndpointOptions("contract", 4, "contract_state"));
    rows = session.rowSink().orElseThrow();
    connection = rows.connect();
    table = sink.create("rows");
    TableDefinition definition = Rows.definition(session, table);
    columns = definition.storedColumns();
    key = definition.copyKey();
  }

  @AfterEach
  void end() {
    connection.close();
    session.close();
    sink.close();
  }

  @Test
  void itDoesWhatIsDeclaredAndClaimsNothingElse() {
    assertThat(rows.delivery()).isEqualTo(delivery());
    assertThat(rows.capabilities()).isEqualTo(capabilities());
  }

  @Test
  void rowsAreThereOnceTheyAreCommitted() {
    assertThat(rows.isEmpty(table)).isTrue();
    commit(tx -> tx.insert(table, batch(Row.of(1), new Row(2, null), new Row(3, ""))));
    assertThat(sink.rows(table)).hasSize(3).containsEntry(1, "v1").containsEntry(3, "");
    assertThat(sink.rows(table)).containsEntry(2, null);
    assertThat(rows.isEmpty(table)).isFalse();
    ObjectName other = sink.create("other");
    assertThat(rows.filled(List.of(table, other))).containsExactly(table);
  }

  @Test
  void withoutACommitNothingStays() {
    if (delivery() != Delivery.TRANSACTIONAL) {
      return; // rows may be there at once
    }
    try (SinkTransaction transaction = connection.begin()) {
      transaction.insert(table, batch(Row.of(1)));
      assertThat(sink.rows(table)).isEmpty();
    }
    assertThat(sink.rows(table)).isEmpty();
    commit(tx -> tx.insert(table, batch(Row.of(2))));
    assertThat(sink.rows(table)).containsOnlyKeys(2);
  }

  @Test
  void aRowThatIsThereIsRefusedAndTheTransactionGoesOn() {
    commit(tx -> tx.insert(table, batch(Row.of(1))));
    commit(
        tx -> {
          RowRefusedException refused =
              catchThrowableOfType(
                  RowRefusedException.class, () -> tx.insert(table, batch(new Row(1, "other"))));
          assertThat(refused.isPresent()).isTrue();
          tx.insert(table, batch(Row.of(2)));
        });
    assertThat(sink.rows(table)).isEqualTo(Map.of(1, "v1", 2, "v2"));
  }

  @Test
  void absentRowsAreInsertedAndTheOthersNamed() {
    commit(tx -> tx.insert(table, batch(Row.of(2), Row.of(4))));
    List<Integer> there =
        get(
            tx ->
                tx.insertAbsent(
                    table, key, batch(Row.of(1), new Row(2, "other"), Row.of(3), Row.of(4))));
    assertThat(there).containsExactly(1, 3);
    assertThat(sink.rows(table)).isEqualTo(Map.of(1, "v1", 2, "v2", 3, "v3", 4, "v4"));
  }

  @Test
  void upsertsOverwriteTheRowsOfTheirKeysAlone() {
    commit(tx -> tx.insert(table, batch(Row.of(1), Row.of(2), Row.of(3))));
    Optional<WriteResult> result =
        get(
            tx ->
                tx.changes()
                    .upsert(table, key, batch(Row.of(1), new Row(2, "new"), new Row(4, "more"))));
    assertThat(sink.rows(table)).isEqualTo(Map.of(1, "v1", 2, "new", 3, "v3", 4, "more"));
    assertThat(result.isPresent()).isEqualTo(has(SinkCapability.WRITE_COUNTS));
    result.ifPresent(counts -> assertThat(counts.rows()).isEqualTo(3));
  }

  @Test
  void updatesAndDeletesTellHowManyRowsTheyFound() {
    commit(tx -> tx.insert(table, batch(Row.of(1), Row.of(2), Row.of(3))));
    List<ColumnDefinition> texts = columns.stream().filter(c -> !key.contains(c)).toList();
    List<Row> asked = List.of(new Row(1, "a"), new Row(9, "b"));
    assertThat(
            (long)
                get(
                    tx ->
                        tx.changes()
                            .update(table, Rows.batch(key, asked), Rows.batch(texts, asked))))
        .isEqualTo(1);
    assertThat((long) get(tx -> tx.changes().delete(table, keys(2, 9)))).isEqualTo(1);
    assertThat((int) get(tx -> tx.delete(table, 1))).isEqualTo(1);
    assertThat(sink.rows(table)).hasSize(1);
    commit(tx -> assertThat(tx.delete(table, 10)).isEqualTo(1));
    assertThat(sink.rows(table)).isEmpty();
  }

  @Test
  void valuesAreFoundByKeys() {
    commit(tx -> tx.insert(table, batch(Row.of(1), Row.of(2))));
    List<RowImage> found = get(tx -> tx.changes().find(table, keys(2, 9), key));
    assertThat(found).hasSize(1);
    assertThat(Rows.key(found.get(0))).isEqualTo(2);
  }

  @Test
  void theRowInTheWayIsNamedByItsKey() {
    commit(tx -> tx.insert(table, batch(Row.of(1))));
    commit(
        tx -> {
          ChangeWriter writer = tx.changes();
          // A row of the very same key does not count.
          assertThat(writer.inTheWay(table, key, batch(Row.of(1)), 0)).isEmpty();
          assertThat(writer.inTheWay(table, key, batch(Row.of(2)), 0)).isEmpty();
        });
  }

  @Test
  void aSavepointUndoesWhatFollowsIt() {
    if (!has(SinkCapability.SAVEPOINT)) {
      return;
    }
    commit(
        tx -> {
          tx.insert(table, batch(Row.of(1)));
          tx.changes().savepoint();
          tx.insert(table, batch(Row.of(2)));
          tx.changes().delete(table, keys(1));
          tx.changes().rollbackToSavepoint();
          assertThat(tx.changes().updateExisting(table, key, batch(new Row(1, "new")))).isOne();
        });
    assertThat(sink.rows(table)).isEqualTo(Map.of(1, "new"));
  }

  @Test
  void aLockedRowWaitsForTheTransaction() throws Exception {
    commit(tx -> tx.insert(table, batch(Row.of(1))));
    if (!has(SinkCapability.LOCKED_READ)) {
      commit(
          tx ->
              assertThatThrownBy(() -> tx.changes().lock(Rows.read(session, table), keys(1)))
                  .isInstanceOf(UnsupportedOperationException.class));
      return;
    }
    CompletableFuture<Void> other;
    try (SinkTransaction transaction = connection.begin()) {
      assertThat(transaction.changes().lock(Rows.read(session, table), keys(1, 9)))
          .extracting(Rows::row)
          .containsExactly(Row.of(1));
      other = CompletableFuture.runAsync(() -> overwrite(new Row(1, "other")));
      Thread.sleep(500);
      assertThat(other).isNotDone();
      transaction.changes().upsert(table, key, batch(new Row(1, "first")));
      transaction.commit();
    }
    other.get(30, TimeUnit.SECONDS);
    assertThat(sink.rows(table)).isEqualTo(Map.of(1, "other"));
  }

  private void overwrite(Row row) {
    try (SinkConnection second = rows.connect();
        SinkTransaction transaction = second.begin()) {
      transaction.changes().upsert(table, key, batch(row));
      transaction.commit();
    }
  }

  @Test
  void aTableIsMadeAfterAnother() {
    SchemaTarget target = session.schemaTarget().orElseThrow();
    TableDefinition source = Rows.definition(session, table);
    ObjectName copy = sink.name("copy");
    ConversionContext context =
        new ConversionContext(Map.of(), (index, of) -> KeyCollisions.unknown(), name -> name);
    Conversion conversion = target.convert(source, copy, context);
    if (!makesTables()) {
      assertThat(conversion.faults()).isNotEmpty();
      return;
    }
    assertThat(conversion.faults()).isEmpty();
    conversion.statements().forEach(target::execute);
    conversion.afterCopy().forEach(target::execute);
    TableDefinition made = Rows.definition(session, copy);
    assertThat(target.differences(made, source)).isEmpty();
    commit(tx -> tx.insert(copy, batch(Row.of(7))));
    assertThat(sink.rows(copy)).isEqualTo(Map.of(7, "v7"));
  }

  private boolean has(SinkCapability capability) {
    return capabilities().contains(capability);
  }

  private RowBatch batch(Row... some) {
    return Rows.batch(columns, List.of(some));
  }

  private RowBatch keys(Integer... ids) {
    return Rows.batch(key, List.of(ids).stream().map(Row::of).toList());
  }

  private void commit(Consumer<SinkTransaction> work) {
    get(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  private <T> T get(Function<SinkTransaction, T> work) {
    try (SinkTransaction transaction = connection.begin()) {
      T result = work.apply(transaction);
      transaction.commit();
      return result;
    }
  }
}
