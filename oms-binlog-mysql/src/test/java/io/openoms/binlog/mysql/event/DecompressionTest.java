package io.openoms.binlog.mysql.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.openoms.binlog.mysql.error.MalformedEventException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the library, damaged bytes are named; without it, a compressed transaction is. */
class DecompressionTest {

  @Test
  void whatWasCompressedIsReadAndDamageIsNamed() throws Exception {
    byte[] compressed = Zstd.compress("a transaction".getBytes(StandardCharsets.UTF_8));
    try (InputStream plain = Decompression.of(new ByteArrayInputStream(compressed))) {
      assertThat(plain.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("a transaction");
    }
    compressed[0] ^= 1;
    try (InputStream plain = Decompression.of(new ByteArrayInputStream(compressed))) {
      assertThatThrownBy(plain::readAllBytes).isInstanceOf(MalformedEventException.class);
    }
    assertThat(Decompression.isThere()).isTrue();
  }

  @Test
  void aProgramWithoutTheLibraryGetsANamedErrorAtACompressedTransactionAlone() throws Exception {
    try (URLClassLoader without = new URLClassLoader(urls(), platform())) {
      Class.forName(PayloadFeed.class.getName(), true, without);
      Class<?> type = Class.forName(Decompression.class.getName(), true, without);
      assertThat(type.getMethod("isThere").invoke(null)).isEqualTo(false);
      Method of = type.getDeclaredMethod("of", InputStream.class);
      of.setAccessible(true);
      assertThatThrownBy(() -> of.invoke(null, InputStream.nullInputStream()))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("LOG_COMPRESSED");
    }
  }

  private static ClassLoader platform() {
    return ClassLoader.getPlatformClassLoader();
  }

  private static URL[] urls() throws MalformedURLException {
    String path = System.getProperty("java.class.path");
    List<URL> urls = new ArrayList<>();
    for (String entry :
        System.getProperty("surefire.test.class.path", path).split(File.pathSeparator, -1)) {
      if (!entry.contains("zstd-jni")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
