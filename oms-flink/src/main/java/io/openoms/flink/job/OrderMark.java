package io.openoms.flink.job;

import io.openoms.spi.remote.CopyOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * All that a checkpoint holds: whose order it is. What is done of it is in the project's own state.
 *
 * @param project the project's name
 * @param epoch the epoch of the order
 */
record OrderMark(String project, long epoch) {

  static OrderMark of(CopyOrder order) {
    return new OrderMark(order.project(), order.epoch());
  }

  /** Writes the epoch, a blank and the name, in UTF-8. */
  static final class Serializer implements SimpleVersionedSerializer<OrderMark> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(OrderMark mark) {
      return (mark.epoch() + " " + mark.project()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public OrderMark deserialize(int version, byte[] serialized) throws IOException {
      String text = new String(serialized, StandardCharsets.UTF_8);
      int blank = text.indexOf(' ');
      if (version != getVersion() || blank < 0) {
        throw new IOException("a checkpoint of version " + version + " is not known");
      }
      try {
        return new OrderMark(text.substring(blank + 1), Long.parseLong(text, 0, blank, 10));
      } catch (NumberFormatException e) {
        throw new IOException("the checkpoint is damaged", e);
      }
    }
  }
}
