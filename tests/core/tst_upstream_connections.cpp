#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/providers/endpoint_session.h"
#include "tests/core/gateway_upstream.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

// Connections to model servers: encrypted ones, and those that serve again.

namespace asio = boost::asio;
namespace domain = core::domain;
namespace providers = core::providers;
using asio::ip::tcp;

namespace {

constexpr const char* kModels = R"({"object":"list","data":[{"id":"m","object":"model"}]})";

std::string answerOf(const std::string& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n\r\n" + body;
}

template <typename T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, std::integral_constant<void (*)(T*), Free>>;

std::string pemOf(const std::function<void(BIO*)>& write)
{
    const Owned<BIO, BIO_free_all> out(BIO_new(BIO_s_mem()));
    write(out.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

/// A certificate that signs itself, for one host name.
struct Identity {
    std::string certificate;
    std::string key;

    explicit Identity(const std::string& host)
    {
        const Owned<EVP_PKEY, EVP_PKEY_free> pair(EVP_EC_gen("P-256"));
        const Owned<X509, X509_free> x509(X509_new());
        X509_set_version(x509.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(x509.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(x509.get()), 3600);
        X509_set_pubkey(x509.get(), pair.get());
        X509_NAME* name = X509_get_subject_name(x509.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(host.c_str()), -1, -1, 0);
        X509_set_issuer_name(x509.get(), name);
        for (const auto& [id, value] : {std::pair(NID_subject_alt_name, "DNS:" + host), std::pair(NID_basic_constraints, std::string("CA:TRUE"))}) {
            const Owned<X509_EXTENSION, X509_EXTENSION_free> extension(X509V3_EXT_conf_nid(nullptr, nullptr, id, value.c_str()));
            X509_add_ext(x509.get(), extension.get(), -1);
        }
        X509_sign(x509.get(), pair.get(), EVP_sha256());
        certificate = pemOf([&](BIO* out) { PEM_write_bio_X509(out, x509.get()); });
        key = pemOf([&](BIO* out) { PEM_write_bio_PrivateKey(out, pair.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    }
};

/// Answers every request of every connection, one connection after the other.
template <typename Stream>
class Server {
public:
    template <typename... Arguments>
    explicit Server(int requestsPerConnection, Arguments&... arguments)
        : m_acceptor(m_io, tcp::endpoint(asio::ip::address_v4::loopback(), 0))
        , m_thread([this, requestsPerConnection, &arguments...] { serve(requestsPerConnection, arguments...); })
    {
    }
    ~Server()
    {
        m_isStopping = true;
        ::close(gatewaytest::connectTo(port()));
        m_thread.join();
    }

    [[nodiscard]] std::uint16_t port() const { return m_acceptor.local_endpoint().port(); }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int requests() const { return m_requests; }

private:
    template <typename... Arguments>
    void serve(int limit, Arguments&... arguments)
    {
        while (true) {
            Stream stream(m_io, arguments...);
            boost::system::error_code error;
            m_acceptor.accept(stream.lowest_layer(), error);
            if (m_isStopping || error) {
                return;
            }
            ++m_connections;
            if constexpr (sizeof...(Arguments) > 0) {
                stream.handshake(asio::ssl::stream_base::server, error);
            }
            for (int i = 0; i < limit && !error; ++i) {
                asio::streambuf request;
                asio::read_until(stream, request, "\r\n\r\n", error);
                if (!error) {
                    ++m_requests;
                    asio::write(stream, asio::buffer(answerOf(kModels)), error);
                }
            }
        }
    }

    asio::io_context m_io;
    tcp::acceptor m_acceptor;
    std::atomic<bool> m_isStopping = false;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_requests = 0;
    std::thread m_thread;
};

using TlsServer = Server<asio::ssl::stream<tcp::socket>>;
using PlainServer = Server<tcp::socket>;

asio::ssl::context contextOf(const Identity& identity)
{
    asio::ssl::context context(asio::ssl::context::tls_server);
    context.use_certificate_chain(asio::buffer(identity.certificate));
    context.use_private_key(asio::buffer(identity.key), asio::ssl::context::pem);
    return context;
}

domain::Endpoint endpointAt(const std::string& baseUrl, const QString& caFile = {})
{
    domain::Endpoint endpoint;
    endpoint.tierId = "t";
    endpoint.baseUrl = baseUrl;
    endpoint.caFile = caFile.toStdString();
    endpoint.maxRetries = 0;
    return endpoint;
}

} // namespace

class TestUpstreamConnections : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aServerIsTrustedByItsOwnCaFile();
    void aServerThatNobodyVouchesForIsRefused();
    void aCertificateOfAnotherHostIsRefused();
    void aConnectionServesAgain();
    void aConnectionThatDiedMeanwhileIsReplaced();

private:
    [[nodiscard]] QString written(const std::string& pem) const
    {
        const QString path = m_directory.filePath(QStringLiteral("ca.pem"));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(pem)) > 0 ? path : QString();
    }

    QTemporaryDir m_directory;
};

void TestUpstreamConnections::aServerIsTrustedByItsOwnCaFile()
{
    const Identity identity("localhost");
    asio::ssl::context context = contextOf(identity);
    const TlsServer server(1, context);
    const auto listing = providers::listModels(
        endpointAt("https://localhost:" + std::to_string(server.port()) + "/v1", written(identity.certificate)), {});
    QVERIFY2(listing.has_value(), listing ? "" : listing.error().message.c_str());
    QCOMPARE(listing->models.size(), std::size_t{1});
}

void TestUpstreamConnections::aServerThatNobodyVouchesForIsRefused()
{
    const Identity identity("localhost");
    asio::ssl::context context = contextOf(identity);
    const TlsServer server(1, context);
    QVERIFY(!providers::listModels(endpointAt("https://localhost:" + std::to_string(server.port()) + "/v1"), {}));
    QCOMPARE(server.requests(), 0); // no key was sent to it
}

void TestUpstreamConnections::aCertificateOfAnotherHostIsRefused()
{
    const Identity identity("models.example.com");
    asio::ssl::context context = contextOf(identity);
    const TlsServer server(1, context);
    QVERIFY(!providers::listModels(
        endpointAt("https://localhost:" + std::to_string(server.port()) + "/v1", written(identity.certificate)), {}));
    QCOMPARE(server.requests(), 0);
}

void TestUpstreamConnections::aConnectionServesAgain()
{
    const PlainServer server(100);
    {
        const auto session = providers::EndpointSession::open(
            endpointAt("http://127.0.0.1:" + std::to_string(server.port()) + "/v1"), {});
        QVERIFY(session.has_value());
        for (int i = 0; i < 5; ++i) {
            QVERIFY((*session)->call("GET", "/models", {}).has_value());
        }
    } // its connection ends, and the server goes on
    QCOMPARE(server.requests(), 5);
    QCOMPARE(server.connections(), 1);
}

void TestUpstreamConnections::aConnectionThatDiedMeanwhileIsReplaced()
{
    const PlainServer server(1); // closes after each answer, without saying so
    const auto session
        = providers::EndpointSession::open(endpointAt("http://127.0.0.1:" + std::to_string(server.port()) + "/v1"), {});
    QVERIFY(session.has_value());
    for (int i = 0; i < 4; ++i) {
        QVERIFY((*session)->call("GET", "/models", {}).has_value());
    }
    QCOMPARE(server.requests(), 4);
    QCOMPARE(server.connections(), 4);
}

QTEST_GUILESS_MAIN(TestUpstreamConnections)
#include "tst_upstream_connections.moc"
