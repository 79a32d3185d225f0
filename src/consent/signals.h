// What the host page says about consent, read for one publisher.
#pragma once
#include "base/row.h"
#include "consent/policy.h"
#include "consent/purposes.h"
#include "json/value.h"
#include <array>
#include <cstdint>
#include <string_view>

namespace lede::consent {

/// Who may speak for the host page, in the order in which they are asked: the IAB's two managers,
/// the WP Consent API, and the page itself by its `consent` attribute or setConsent().
enum class Host : std::uint8_t { tcf, gpp, wp, page };

inline constexpr Row host_names = "tcf\0gpp\0wp\0page";

enum class Status : std::uint8_t {
  absent,
  pending,    ///< there, and has not answered: nothing is granted
  idle,       ///< there, and says that its law does not hold here: no grant and no denial
  elsewhere,  ///< GPP, where the TCF's own answer counts: idle beside one, else nothing is granted
  ready,
  opt_out,  ///< answered, and tells objections only: ready where the law grants without being
            ///< asked, else it leaves what another host grants
};

/// What one of them says. Plain data.
struct Signal {
  Status status = Status::absent;
  Purposes allowed = 0;  ///< where ready or opt_out

  friend bool operator==(const Signal&, const Signal&) = default;
};

/// What `host` says in the data that the shim hands on: null while it is silent. Data of another
/// shape grant nothing.
/// - tcf: TCData (IAB TCF v2, CMP API). Counts at `tcloaded` and `useractioncomplete`; consent is
///   the publisher's for every purpose mapped, or, with a vendor in the policy, the purpose's and
///   the vendor's, where the publisher lets that vendor rely on consent.
/// - gpp: PingData (IAB GPP, CMP API 1.0 and 1.1). Counts when ready and every US section that
///   applies is parsed; an opt-out of any kind, or its Gpc, denies every purpose for which an
///   applicable section is mapped. It tells objections only.
/// - wp: category: true or false, and the consent `type`: with optout it tells objections only.
/// - page: the grants of setConsent().
[[nodiscard]] Signal read_signal(Host host, const json::Value& data, const Policy& policy);

}  // namespace lede::consent
