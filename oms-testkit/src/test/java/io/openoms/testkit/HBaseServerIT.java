package io.openoms.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The server starts, dies and comes back at the same address. */
@Thorough
class HBaseServerIT {

  @Test
  void aServerIsKilledAndComesBack() throws IOException {
    try (HBaseServer server = HBaseServer.start()) {
      String address = server.zookeeper();
      assertThat(server.isRunning()).isTrue();
      assertThat(listens(address)).isTrue();

      server.kill();

      assertThat(server.isRunning()).isFalse();
      assertThat(listens(address)).isFalse();

      server.restart();

      assertThat(server.isRunning()).isTrue();
      assertThat(server.zookeeper()).isEqualTo(address);
      assertThat(listens(address)).isTrue();
    }
  }

  private static boolean listens(String address) {
    String[] parts = address.split(":", -1);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
