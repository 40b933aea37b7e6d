package io.openoms.hbase.log.wire;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.PeerError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.codec.Codec;
import org.apache.hadoop.hbase.codec.KeyValueCodec;
import org.apache.hadoop.hbase.codec.KeyValueCodecWithTags;
import org.apache.hadoop.hbase.shaded.protobuf.generated.AdminProtos.ReplicateWALEntryRequest;
import org.apache.hadoop.hbase.shaded.protobuf.generated.AdminProtos.WALEntry;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RPCProtos.ConnectionHeader;
import org.apache.hadoop.hbase.shaded.protobuf.generated.RPCProtos.RequestHeader;
import org.apache.hadoop.hbase.shaded.protobuf.generated.WALProtos.WALKey;

/** Decodes the calls of one connection, by what its header asks for. Immutable. */
final class CallDecoder {

  private static final String DELIVERY = "ReplicateWALEntry";

  private final Codec codec;
  private final String cluster;

  /** A call that was read: its number, and its entries unless it asks for something else. */
  record Call(int number, String method, List<WalEntry> entries) {

    boolean isDelivery() {
      return method.equals(DELIVERY);
    }
  }

  private CallDecoder(Codec codec, String cluster) {
    this.codec = codec;
    this.cluster = cluster;
  }

  /**
   * Reads the header of a connection.
   *
   * @param cluster the identity of the cluster that may deliver
   */
  static CallDecoder of(byte[] header, String cluster) throws IOException {
    ConnectionHeader read = ConnectionHeader.parseFrom(header);
    if (read.hasCellBlockCompressorClass() || read.hasRpcCryptoCipherTransformation()) {
      throw unfit("it compresses or encrypts its calls");
    }
    String name = read.getCellBlockCodecClass();
    if (name.equals(KeyValueCodec.class.getName())) {
      return new CallDecoder(new KeyValueCodec(), cluster);
    }
    if (name.equals(KeyValueCodecWithTags.class.getName())) {
      return new CallDecoder(new KeyValueCodecWithTags(), cluster);
    }
    throw unfit("it encodes cells by " + name);
  }

  static MigrationException unfit(String what) {
    return new MigrationException(
        PeerError.PEER_CALLER_UNFIT,
        ErrorContext.none(),
        "a region server connected, and " + what + ", which this library does not read");
  }

  /** Reads a call with its cells. */
  Call decode(byte[] frame) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(frame);
    RequestHeader header = RequestHeader.parseDelimitedFrom(in);
    if (!header.getMethodName().equals(DELIVERY)) {
      return new Call(header.getCallId(), header.getMethodName(), List.of());
    }
    ReplicateWALEntryRequest request = ReplicateWALEntryRequest.parseDelimitedFrom(in);
    Codec.Decoder cells = codec.getDecoder(in);
    List<WalEntry> entries = new ArrayList<>(request.getEntryCount());
    for (WALEntry entry : request.getEntryList()) {
      entries.add(entry(entry, cells));
    }
    return new Call(header.getCallId(), header.getMethodName(), entries);
  }

  private WalEntry entry(WALEntry entry, Codec.Decoder in) throws IOException {
    WALKey key = entry.getKey();
    requireCluster(key);
    List<Cell> cells = new ArrayList<>(entry.getAssociatedCellCount());
    for (int i = 0; i < entry.getAssociatedCellCount(); i++) {
      if (!in.advance()) {
        throw new IOException("the call has fewer cells than it says");
      }
      cells.add(in.current());
    }
    if (cells.isEmpty() || entry.getKeyValueBytesCount() > 0) {
      throw new IOException("the cells of an entry do not stand behind the call");
    }
    return new WalEntry(
        TableName.valueOf(key.getTableName().toByteArray()),
        key.getEncodedRegionName().toStringUtf8(),
        key.getLogSequenceNumber(),
        key.getWriteTime(),
        cells);
  }

  /** An entry names the clusters that have it, the one that sends it among them. */
  private void requireCluster(WALKey key) {
    boolean isSource =
        key.getClusterIdsList().stream()
            .map(id -> new UUID(id.getMostSigBits(), id.getLeastSigBits()))
            .anyMatch(id -> id.toString().equals(cluster));
    if (!isSource) {
      throw unfit("its entries are another cluster's");
    }
  }
}
