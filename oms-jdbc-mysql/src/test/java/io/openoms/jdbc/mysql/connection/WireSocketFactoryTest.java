package io.openoms.jdbc.mysql.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.conf.DefaultPropertySet;
import com.mysql.cj.conf.PropertyKey;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.ServerSocket;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class WireSocketFactoryTest {

  @Test
  void theOtherEndIsAskedSoonWhetherItIsThere() throws Exception {
    WireSocketFactory factory = new WireSocketFactory();
    DefaultPropertySet properties = new DefaultPropertySet();
    properties.getBooleanProperty(PropertyKey.tcpKeepAlive).setValue(true);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Closeable socket = factory.connect("127.0.0.1", server.getLocalPort(), properties, 1_000)) {
      assertThat(socket).isSameAs(factory.wire());
      assertThat(factory.wire().getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
      assertThat(factory.wire().getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
    }
  }
}
