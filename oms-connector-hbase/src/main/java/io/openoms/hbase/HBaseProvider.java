package io.openoms.hbase;

import io.openoms.spi.Endpoint;
import io.openoms.spi.endpoint.EndpointOption;
import io.openoms.spi.endpoint.EndpointProvider;
import io.openoms.spi.endpoint.EndpointType;
import io.openoms.spi.endpoint.EndpointValues;
import io.openoms.spi.precheck.EndpointUse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The type {@code hbase}. Stateless; thread-safe. */
public final class HBaseProvider implements EndpointProvider {

  private static final EndpointOption<String> ZOOKEEPER =
      EndpointOption.text("zookeeper", "the servers of its ZooKeeper, as host:port,host:port")
          .asRequired();
  private static final EndpointOption<String> ZNODE =
      EndpointOption.text("znode", "where the cluster stands in ZooKeeper; default /hbase");
  private static final EndpointOption<Map<String, String>> PROPERTIES =
      EndpointOption.texts("properties", "properties of HBase's client").asSecret();

  private static final EndpointOption<String> LISTEN =
      EndpointOption.text(
          "listen",
          "where region servers deliver changes, as host:port of this machine; default its address"
              + " on the way to ZooKeeper, and any free port");

  @Override
  public List<EndpointType> types() {
    return List.of(new EndpointType("hbase", "HBase", Set.of(EndpointUse.SOURCE)));
  }

  @Override
  public List<EndpointOption<?>> options(String type, EndpointUse use) {
    return List.of(ZOOKEEPER, ZNODE, LISTEN, PROPERTIES);
  }

  @Override
  public Endpoint create(String type, EndpointUse use, EndpointValues values) {
    HBase cluster = HBase.at(values.require(ZOOKEEPER));
    HBase placed = values.get(ZNODE).map(cluster::znode).orElse(cluster);
    placed = values.get(LISTEN).map(placed::listen).orElse(placed);
    for (Map.Entry<String, String> property : values.get(PROPERTIES).orElse(Map.of()).entrySet()) {
      placed = placed.property(property.getKey(), property.getValue());
    }
    return placed;
  }
}
