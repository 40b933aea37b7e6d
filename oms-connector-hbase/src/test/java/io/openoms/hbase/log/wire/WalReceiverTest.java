package io.openoms.hbase.log.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.codec.Codec;
import org.apache.hadoop.hbase.codec.KeyValueCodecWithTags;
import org.apache.hadoop.hbase.shaded.protobuf.generated.AdminProtos.ReplicateWALEntryRequest;
import org.apache.hadoop.hbase.shaded.protobuf.generated.AdminProtos.WALEntry;
import org.apache.hadoop.hbase.shaded.protobuf.generated.HBaseProtos;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RPCProtos.ConnectionHeader;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RPCProtos.RequestHeader;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RPCProtos.ResponseHeader;
import org.apache.hadoop.hbase.shaded.protobuf.generated.WALProtos.WALKey;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hbase.thirdparty.com.google.protobuf.ByteString;
import org.apache.hbase.thirdparty.com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A region server's side of the protocol, written here byte by byte. */
class WalReceiverTest {

  private static final UUID CLUSTER = UUID.randomUUID();
  private static final Cell PUT =
      new KeyValue(
          Bytes.toBytes("r"),
          Bytes.toBytes("f"),
          new byte[0],
          7,
          KeyValue.Type.Put,
          new byte[] {0, -1});

  private final WalReceiver receiver =
      WalReceiver.listen(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CLUSTER.toString());

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void aDeliveryIsReadAndAnsweredWhenItIsAccepted() throws IOException {
    try (Socket server = connect(80, KeyValueCodecWithTags.class.getName())) {
      send(server, call(5, "ReplicateWALEntry", CLUSTER));

      Shipment shipment = next();

      assertThat(shipment.entries()).hasSize(1);
      WalEntry entry = shipment.entries().get(0);
      assertThat(entry.table().getNameAsString()).isEqualTo("n:t");
      assertThat(entry.region()).isEqualTo("region");
      assertThat(entry.sequence()).isEqualTo(42);
      assertThat(entry.cells()).hasSize(1);
      assertThat(CellUtil.equals(entry.cells().get(0), PUT)).isTrue();
      assertThat(server.getInputStream().available()).isZero();

      receiver.accept(List.of(shipment));

      ResponseHeader answer = answer(server);
      assertThat(answer.getCallId()).isEqualTo(5);
      assertThat(answer.hasException()).isFalse();
    }
  }

  @Test
  void otherCallsAreRefused() throws IOException {
    try (Socket server = connect(80, KeyValueCodecWithTags.class.getName())) {
      send(server, call(6, "CompactRegion", CLUSTER));
      assertThat(receiver.next(Duration.ofMillis(500))).isNull();
      for (int i = 0; i < 20 && server.getInputStream().available() == 0; i++) {
        assertThat(receiver.next(Duration.ofMillis(100))).isNull();
      }
      assertThat(answer(server).getException().getDoNotRetry()).isTrue();
    }
  }

  @Test
  void callersThatCannotBeReadAreNamed() throws IOException {
    try (Socket kerberos = connect(81, KeyValueCodecWithTags.class.getName())) {
      assertThat(kerberos.isConnected()).isTrue();
      assertThatThrownBy(this::next).hasMessageContaining("PEER_CALLER_UNFIT");
    }
    try (Socket codec = connect(80, "org.example.Codec")) {
      assertThat(codec.isConnected()).isTrue();
      assertThatThrownBy(this::next).hasMessageContaining("org.example.Codec");
    }
    try (Socket other = connect(80, KeyValueCodecWithTags.class.getName())) {
      send(other, call(1, "ReplicateWALEntry", UUID.randomUUID()));
      assertThatThrownBy(this::next).hasMessageContaining("another cluster's");
    }
  }

  /** A browser, a health check: it is closed, and nothing else happens. */
  @Test
  void whoIsNoRegionServerIsClosed() throws IOException {
    try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
      stranger.getOutputStream().write(Bytes.toBytes("GET / HTTP/1.1\r\n\r\n"));
      for (int i = 0; i < 5; i++) {
        assertThat(receiver.next(Duration.ofMillis(100))).isNull();
      }
      stranger.setSoTimeout(2_000);
      assertThatThrownBy(() -> new DataInputStream(stranger.getInputStream()).readInt())
          .isInstanceOf(IOException.class);
    }
  }

  private Shipment next() {
    for (int i = 0; i < 50; i++) {
      @Nullable Shipment shipment = receiver.next(Duration.ofMillis(100));
      if (shipment != null) {
        return shipment;
      }
    }
    throw new AssertionError("nothing was delivered");
  }

  private Socket connect(int proof, String codec) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
    DataOutputStream out = new DataOutputStream(server.getOutputStream());
    out.write(new byte[] {'H', 'B', 'a', 's', 0, (byte) proof});
    byte[] header =
        ConnectionHeader.newBuilder()
            .setServiceName("AdminService")
            .setCellBlockCodecClass(codec)
            .build()
            .toByteArray();
    out.writeInt(header.length);
    out.write(header);
    out.flush();
    return server;
  }

  private static byte[] call(int number, String method, UUID cluster) throws IOException {
    ByteArrayOutputStream cells = new ByteArrayOutputStream();
    Codec.Encoder encoder = new KeyValueCodecWithTags().getEncoder(cells);
    encoder.write(PUT);
    encoder.flush();
    Message header =
        RequestHeader.newBuilder()
            .setCallId(number)
            .setMethodName(method)
            .setRequestParam(true)
            .build();
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    header.writeDelimitedTo(frame);
    request(cluster).writeDelimitedTo(frame);
    cells.writeTo(frame);
    return frame.toByteArray();
  }

  private static Message request(UUID cluster) {
    WALKey key =
        WALKey.newBuilder()
            .setTableName(ByteString.copyFromUtf8("n:t"))
            .setEncodedRegionName(ByteString.copyFromUtf8("region"))
            .setLogSequenceNumber(42)
            .setWriteTime(1)
            .addClusterIds(
                HBaseProtos.UUID
                    .newBuilder()
                    .setMostSigBits(cluster.getMostSignificantBits())
                    .setLeastSigBits(cluster.getLeastSignificantBits()))
            .build();
    return ReplicateWALEntryRequest.newBuilder()
        .addEntry(WALEntry.newBuilder().setKey(key).setAssociatedCellCount(1))
        .build();
  }

  /** In two parts, as a network may. */
  private static void send(Socket server, byte[] frame) throws IOException {
    DataOutputStream out = new DataOutputStream(server.getOutputStream());
    out.writeInt(frame.length);
    out.write(frame, 0, 3);
    out.flush();
    out.write(frame, 3, frame.length - 3);
    out.flush();
  }

  private static ResponseHeader answer(Socket server) throws IOException {
    server.setSoTimeout(5_000);
    DataInputStream in = new DataInputStream(server.getInputStream());
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return ResponseHeader.parseDelimitedFrom(new ByteArrayInputStream(frame));
  }
}
