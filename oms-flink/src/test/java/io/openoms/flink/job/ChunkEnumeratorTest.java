package io.openoms.flink.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.spi.remote.ChunkId;
import io.openoms.spi.remote.CopyOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class ChunkEnumeratorTest {

  private static final int WORKERS = 4;
  private static final ObjectName TABLE = new ObjectName("shop", "orders");
  private static final CopyOrder ORDER = new CopyOrder("shop", 7, WORKERS, false, List.of());

  private final ScriptedSupply supply = new ScriptedSupply(TABLE, 100);
  private final CoordinatorStandIn coordinator = new CoordinatorStandIn(WORKERS);
  private final ChunkEnumerator enumerator = new ChunkEnumerator(coordinator, ORDER, () -> supply);

  @Test
  void eachChunkIsHandedOutOnceAndOnlyAFewAreKnownAtATime() {
    ScriptedSupply many = new ScriptedSupply(TABLE, 100_000);
    ChunkEnumerator large = new ChunkEnumerator(coordinator, ORDER, () -> many);
    large.start();
    coordinator.work();
    for (int reader = 0; reader < WORKERS; reader++) {
      large.handleSplitRequest(reader, null);
    }
    long known = 0;
    for (int turn = 0; coordinator.ended().size() < WORKERS; turn++) {
      coordinator.work();
      known = Math.max(known, many.given() - coordinator.handedOut().size());
      if (!coordinator.ended().contains(turn % WORKERS)) {
        large.handleSplitRequest(turn % WORKERS, null);
      }
    }
    assertThat(coordinator.handedOut()).hasSize(100_000).doesNotHaveDuplicates();
    assertThat(known).isLessThanOrEqualTo(WORKERS + ScriptedSupply.AT_A_TIME);
  }

  @Test
  void theChunkOfALostReaderIsHandedOutAgainBeforeAnybodyEnds() {
    supply.shorten(2);
    enumerator.start();
    coordinator.work();
    enumerator.handleSplitRequest(0, null);
    enumerator.handleSplitRequest(1, null);
    coordinator.work();
    enumerator.handleSplitRequest(1, null);
    assertThat(coordinator.ended()).as("a chunk may come back").isEmpty();

    enumerator.addSplitsBack(List.of(), 0);
    assertThat(coordinator.handedOut())
        .extracting(ChunkId::number)
        .as("by the reader that waited")
        .containsExactly(0L, 1L, 0L);

    enumerator.addReader(0);
    enumerator.handleSplitRequest(0, null);
    enumerator.handleSplitRequest(1, null);
    assertThat(supply.closings()).as("closing was tried").isEqualTo(1);
    assertThat(coordinator.ended()).as("the supply is closed first").isEmpty();
    coordinator.work();
    assertThat(supply.closings()).isEqualTo(2);
    assertThat(coordinator.ended()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aReaderThatFailsAtTheEndEndsAgain() {
    supply.shorten(1);
    enumerator.start();
    coordinator.work();
    enumerator.handleSplitRequest(0, null);
    enumerator.handleSplitRequest(0, null);
    enumerator.handleSplitRequest(1, null);
    enumerator.addSplitsBack(List.of(), 1);
    coordinator.work();
    assertThat(coordinator.ended()).containsExactly(0);
    enumerator.addReader(1);
    enumerator.handleSplitRequest(1, null);
    assertThat(coordinator.ended()).containsExactlyInAnyOrder(0, 1);
    assertThat(coordinator.handedOut()).hasSize(1);
  }

  @Test
  void noMoreChunksOfATableThatIsLeft() {
    enumerator.start();
    coordinator.work();
    enumerator.handleSplitRequest(0, null);
    enumerator.handleSourceEvent(0, new TableLeftEvent(TABLE));
    enumerator.handleSplitRequest(0, null);
    coordinator.work();
    assertThat(supply.closings()).isEqualTo(2);
    assertThat(coordinator.handedOut()).hasSize(1);
    assertThat(coordinator.ended()).containsExactly(0);
  }

  @Test
  void anErrorThatWouldComeAgainEndsTheJob() {
    supply.failFenced();
    enumerator.start();
    assertThatThrownBy(coordinator::work)
        .hasCauseInstanceOf(SuppressRestartsException.class)
        .hasStackTraceContaining("overtaken");
  }

  @Test
  void aCheckpointHoldsTheProjectAndItsEpochAlone() throws Exception {
    OrderMark mark = enumerator.snapshotState(1);
    OrderMark.Serializer serializer = new OrderMark.Serializer();
    byte[] bytes = serializer.serialize(mark);
    assertThat(serializer.deserialize(1, bytes)).isEqualTo(new OrderMark("shop", 7));
    assertThatThrownBy(() -> serializer.deserialize(2, bytes)).hasMessageContaining("version 2");
    List<OrderMark> blanks = new ArrayList<>();
    blanks.add(serializer.deserialize(1, serializer.serialize(new OrderMark("a b", -1))));
    assertThat(blanks).containsExactly(new OrderMark("a b", -1));
  }
}
