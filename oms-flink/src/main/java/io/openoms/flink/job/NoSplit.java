package io.openoms.flink.job;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** There are none: chunks travel as events. */
final class NoSplit implements SourceSplit {

  private NoSplit() {}

  @Override
  public String splitId() {
    throw new IllegalStateException("there are no splits");
  }

  /** Has nothing to write, and refuses what it is to read. */
  static final class Serializer implements SimpleVersionedSerializer<NoSplit> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(NoSplit split) {
      throw new IllegalStateException("there are no splits");
    }

    @Override
    public NoSplit deserialize(int version, byte[] serialized) {
      throw new IllegalStateException("there are no splits");
    }
  }
}
