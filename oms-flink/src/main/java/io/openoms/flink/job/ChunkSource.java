package io.openoms.flink.job;

import io.openoms.flink.ProjectFactory;
import io.openoms.spi.remote.CopyOrder;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that copies: its enumerator finds chunks, its readers read each and write it in one
 * transaction with its mark, and emit a line on it (table, number, rows, bytes). Chunks travel as
 * events and not as Flink's splits, all of which Flink remembers until the next checkpoint, and a
 * job without checkpoints for ever. Serializable; immutable.
 */
public final class ChunkSource
    implements Source<Tuple4<String, Long, Long, Long>, NoSplit, OrderMark> {

  private static final long serialVersionUID = 1;

  /** The type of the lines. */
  public static final TypeInformation<Tuple4<String, Long, Long, Long>> COPIED =
      Types.TUPLE(Types.STRING, Types.LONG, Types.LONG, Types.LONG);

  private final ProjectFactory factory;
  private final CopyOrder order;

  /** For an order of the project that the factory makes. */
  public ChunkSource(ProjectFactory factory, CopyOrder order) {
    this.factory = factory;
    this.order = order;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<NoSplit, OrderMark> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new ChunkEnumerator(context, order, () -> factory.project().chunkSupply(order));
  }

  /** A restart reads the project's state, as a start does. */
  @Override
  public SplitEnumerator<NoSplit, OrderMark> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, OrderMark mark) {
    if (!mark.equals(OrderMark.of(order))) {
      throw new IllegalStateException("a checkpoint of " + mark + " is not one of this job");
    }
    return createEnumerator(context);
  }

  @Override
  public SourceReader<Tuple4<String, Long, Long, Long>, NoSplit> createReader(
      SourceReaderContext context) {
    return new ChunkReader(context, factory, order);
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<OrderMark> getEnumeratorCheckpointSerializer() {
    return new OrderMark.Serializer();
  }
}
