//! Who issues travel documents: the states that the register knows by name, and what ICAO adds to them.
//!
//! Source: ICAO Doc 9303 part 3, section 5 (ISO 3166-1 alpha-3, the variants of British documents, and organisations such
//! as `UNO`, `EUE` and `XOM`). Codes that only say of whom a document is (`XXA`, `XXB`, `XXC`, `XXX`) issue none, and
//! neither does the `UTO` of specimens.

/// The codes, in order.
#[rustfmt::skip]
const ISSUERS: [&str; 220] = [
    "AFG", "AGO", "ALB", "AND", "ARE", "ARG", "ARM", "ATG", "AUS", "AUT", "AZE", "BDI", "BEL", "BEN", "BFA", "BGD",
    "BGR", "BHR", "BHS", "BIH", "BLR", "BLZ", "BOL", "BRA", "BRB", "BRN", "BTN", "BWA", "CAF", "CAN", "CHE", "CHL",
    "CHN", "CIV", "CMR", "COD", "COG", "COL", "COM", "CPV", "CRI", "CUB", "CYP", "CZE", "DEU", "DJI", "DMA", "DNK",
    "DOM", "DZA", "ECU", "EGY", "ERI", "ESH", "ESP", "EST", "ETH", "EUE", "FIN", "FJI", "FRA", "FSM", "GAB", "GBD",
    "GBN", "GBO", "GBP", "GBR", "GBS", "GEO", "GHA", "GIN", "GMB", "GNB", "GNQ", "GRC", "GRD", "GTM", "GUY", "HKG",
    "HND", "HRV", "HTI", "HUN", "IDN", "IND", "IRL", "IRN", "IRQ", "ISL", "ISR", "ITA", "JAM", "JOR", "JPN", "KAZ",
    "KEN", "KGZ", "KHM", "KIR", "KNA", "KOR", "KWT", "LAO", "LBN", "LBR", "LBY", "LCA", "LIE", "LKA", "LSO", "LTU",
    "LUX", "LVA", "MAC", "MAR", "MCO", "MDA", "MDG", "MDV", "MEX", "MHL", "MKD", "MLI", "MLT", "MMR", "MNE", "MNG",
    "MOZ", "MRT", "MUS", "MWI", "MYS", "NAM", "NER", "NGA", "NIC", "NLD", "NOR", "NPL", "NRU", "NZL", "OMN", "PAK",
    "PAN", "PER", "PHL", "PLW", "PNG", "POL", "PRK", "PRT", "PRY", "PSE", "QAT", "RKS", "ROU", "RUS", "RWA", "SAU",
    "SDN", "SEN", "SGP", "SLB", "SLE", "SLV", "SMR", "SOM", "SRB", "SSD", "STP", "SUR", "SVK", "SVN", "SWE", "SWZ",
    "SYC", "SYR", "TCD", "TGO", "THA", "TJK", "TKM", "TLS", "TON", "TTO", "TUN", "TUR", "TUV", "TWN", "TZA", "UGA",
    "UKR", "UNA", "UNK", "UNO", "URY", "USA", "UZB", "VAT", "VCT", "VEN", "VNM", "VUT", "WSM", "XBA", "XCC", "XCE",
    "XCO", "XDC", "XEC", "XES", "XIM", "XMP", "XOM", "XPO", "YEM", "ZAF", "ZMB", "ZWE",
];

/// Whether a state or an organisation with these three letters issues travel documents.
#[must_use]
pub fn issues_documents(code: &str) -> bool {
    ISSUERS.binary_search(&code).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_in_order_and_hold_no_code_of_nobody() {
        assert!(ISSUERS.is_sorted());
        for code in ["UKR", "IND", "DEU", "GBR", "UNO"] {
            assert!(issues_documents(code), "{code}");
        }
        for code in ["XXX", "XXA", "UTO", "AAA", "ukr", "D", ""] {
            assert!(!issues_documents(code), "{code}");
        }
    }
}
