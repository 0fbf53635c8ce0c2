#include "sql/digest.h"

#include <openssl/evp.h>

#include "base/result.h"

namespace ombud::sql {

std::string sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  must(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                  nullptr, EVP_sha256(), nullptr) == 1);
  return digest;
}

}  // namespace ombud::sql
