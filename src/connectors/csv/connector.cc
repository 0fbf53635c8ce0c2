#include "connectors/csv/connector.h"

#include "connectors/csv/connection.h"

namespace ombud::connectors::csv {

namespace {

class FolderConnector final : public Connector {
 public:
  explicit FolderConnector(System system)
      : Connector(std::move(system)), connection_(this->system().address.file) {}

  Result<void> load() { return connection_.load(); }

  sql::Connection& connection() override { return connection_; }

  Result<const sql::Catalogue*> catalogue() override {
    if (!catalogue_) catalogue_ = TRY(connection_.read_catalogue());
    return &*catalogue_;
  }

  Result<void> refresh() override {
    if (!connection_.has_unkept()) TRY(connection_.load());
    catalogue_ = TRY(connection_.read_catalogue());
    return {};
  }

  Result<void> keep() override { return connection_.keep(); }

 private:
  FolderConnection connection_;
  std::optional<sql::Catalogue> catalogue_;
};

}  // namespace

Result<std::unique_ptr<Connector>> open(System system) {
  auto connector = std::make_unique<FolderConnector>(std::move(system));
  TRY(connector->load());
  return std::unique_ptr<Connector>(std::move(connector));
}

}  // namespace ombud::connectors::csv
