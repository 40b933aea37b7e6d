package io.openoms.hbase.log.wire;

import io.openoms.hbase.log.wire.CallDecoder.Call;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.hbase.shaded.protobuf.generated.AdminProtos.ReplicateWALEntryResponse;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RPCProtos.ExceptionResponse;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RPCProtos.ResponseHeader;
import org.jspecify.annotations.Nullable;

/** A connection of a region server: reads frames as they arrive, and writes answers. One thread. */
public final class RegionServerLink {

  private static final byte[] MAGIC = {'H', 'B', 'a', 's', 0};
  private static final byte WITHOUT_PROOF = 80;

  /** The server's own limit of a request. */
  private static final int LARGEST_FRAME = 256 << 20;

  private final SocketChannel channel;
  private final String cluster;
  private final Deque<ByteBuffer> answers = new ArrayDeque<>();
  private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
  private ByteBuffer preamble = ByteBuffer.allocate(MAGIC.length + 1);
  private byte[] bytes = {};
  private @Nullable ByteBuffer frame;
  private @Nullable CallDecoder decoder;

  RegionServerLink(SocketChannel channel, String cluster) {
    this.channel = channel;
    this.cluster = cluster;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Reads what is there; a call when one is complete, else null. */
  @Nullable Call read() throws IOException {
    if (preamble.hasRemaining()) {
      if (!fill(preamble)) {
        return null;
      }
      requirePreamble();
    }
    while (true) {
      byte[] whole = frame();
      if (whole == null) {
        return null;
      }
      try {
        if (decoder != null) {
          return decoder.decode(whole);
        }
        decoder = CallDecoder.of(whole, cluster);
      } catch (IOException e) {
        throw CallDecoder.unfit("it sent bytes that are no call: " + e.getMessage());
      }
    }
  }

  private void requirePreamble() throws IOException {
    for (int i = 0; i < MAGIC.length; i++) {
      if (preamble.get(i) != MAGIC[i]) {
        throw new IOException("not a region server's connection");
      }
    }
    if (preamble.get(MAGIC.length) != WITHOUT_PROOF) {
      throw CallDecoder.unfit("it asks for a proof of who is who");
    }
  }

  private byte @Nullable [] frame() throws IOException {
    if (frame == null) {
      if (!fill(length)) {
        return null;
      }
      int size = length.getInt(0);
      if (size < 0 || size > LARGEST_FRAME) {
        throw new IOException("a frame of " + size + " bytes");
      }
      bytes = new byte[size];
      frame = ByteBuffer.wrap(bytes);
    }
    if (!fill(frame)) {
      return null;
    }
    frame = null;
    length.clear();
    byte[] whole = bytes;
    bytes = new byte[0];
    return whole;
  }

  private boolean fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer);
      if (read < 0) {
        throw new EOFException("the region server closed the connection");
      }
      if (read == 0) {
        return false;
      }
    }
    return true;
  }

  /** Says that a call's entries are kept. */
  void accept(int call) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ResponseHeader.newBuilder().setCallId(call).build().writeDelimitedTo(out);
    ReplicateWALEntryResponse.getDefaultInstance().writeDelimitedTo(out);
    send(out);
  }

  /** Says that a call cannot be served. */
  void refuse(Call call) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExceptionResponse refusal =
        ExceptionResponse.newBuilder()
            .setExceptionClassName("org.apache.hadoop.hbase.DoNotRetryIOException")
            .setStackTrace(call.method() + " is not served here")
            .setDoNotRetry(true)
            .build();
    ResponseHeader.newBuilder()
        .setCallId(call.number())
        .setException(refusal)
        .build()
        .writeDelimitedTo(out);
    send(out);
  }

  private void send(ByteArrayOutputStream answer) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + answer.size());
    bytes.putInt(answer.size()).put(answer.toByteArray()).flip();
    answers.add(bytes);
    flush();
  }

  /** Writes what the connection takes; true when nothing is left. */
  boolean flush() throws IOException {
    while (true) {
      ByteBuffer next = answers.peek();
      if (next == null) {
        return true;
      }
      channel.write(next);
      if (next.hasRemaining()) {
        return false;
      }
      answers.remove();
    }
  }
}
